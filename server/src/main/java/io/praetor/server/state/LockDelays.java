package io.praetor.server.state;

import io.praetor.server.Ticker;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/// Keys that nobody may lock for a while, because the session that held them ended without giving them up: a former
/// holder that has not noticed yet gets time to (`state-and-index.md` §9). Kept by every server, asked by the leader,
/// in memory only. Thread-safe.
public final class LockDelays {
    /// The longest delay, in nanoseconds.
    static final long MAX_DELAY_NANOS = 60_000_000_000L;

    private final Ticker ticker;
    private final Map<String, Long> until = new HashMap<>();
    private final PriorityQueue<Delay> queue = new PriorityQueue<>((a, b) -> Long.signum(a.end() - b.end()));

    private record Delay(String key, long end) {}

    LockDelays(Ticker ticker) {
        this.ticker = ticker;
    }

    /// Whether the key may not be locked now.
    public synchronized boolean isActive(String key) {
        expire();
        return until.containsKey(key);
    }

    /// Delays locks of the keys from now on.
    synchronized void arm(Iterable<String> keys, long nanos) {
        expire();
        long end = ticker.nanos() + nanos;
        for (String key : keys) {
            until.put(key, end);
            queue.add(new Delay(key, end));
        }
    }

    synchronized void clear() {
        until.clear();
        queue.clear();
    }

    /// How many delays are remembered: a gauge.
    public synchronized int size() {
        expire();
        return until.size();
    }

    private void expire() {
        long now = ticker.nanos();
        for (Delay first = queue.peek(); first != null && first.end() - now <= 0; first = queue.peek()) {
            queue.remove();
            // The key may have been delayed anew since; then the later delay counts.
            until.remove(first.key(), first.end());
        }
    }
}
