package io.praetor.acceptance.faults;

import java.util.ArrayList;
import java.util.List;

/// When the cluster was disturbed: default reads are only held to the truth while one leader was left in peace.
final class HistoryClock {

    private record Span(long from, long to) {}

    private final List<Span> disturbed = new ArrayList<>();
    private long since = Long.MIN_VALUE;
    private boolean open = true;

    /// Nanoseconds that all clients share.
    long now() {
        return System.nanoTime();
    }

    /// From now on there may be another leader at any time.
    synchronized void disturb() {
        if (!open) {
            open = true;
            since = now();
        }
    }

    /// One leader is known to all, and nothing disturbs it.
    synchronized void settle() {
        if (open) {
            open = false;
            disturbed.add(new Span(since, now()));
        }
    }

    /// Whether nothing was disturbed between these two instants.
    synchronized boolean calm(long from, long to) {
        boolean now = open && to >= since;
        return !now && disturbed.stream().noneMatch(span -> from <= span.to() && to >= span.from());
    }
}
