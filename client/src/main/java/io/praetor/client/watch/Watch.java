package io.praetor.client.watch;

import io.praetor.client.ClientSettings;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.watch.Source.Mark;
import io.praetor.client.watch.Source.Reading;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Carries a plan out: reads, tells the listener of changes, waits after failures (5 s, then 20 s, 45 s, … up to 3
/// minutes). [#run] belongs to one thread; [#close] may come from any and ends it, also while it waits.
public final class Watch implements Runnable, AutoCloseable {
    private static final Duration RETRY = Duration.ofSeconds(5);
    private static final Duration LONGEST_RETRY = Duration.ofMinutes(3);

    /// Between reads of what has no index to wait with.
    private static final Duration UNINDEXED = Duration.ofSeconds(1);

    private final WatchPlan plan;
    private final ConsulClient client;
    private final WatchListener listener;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Pause pause;

    /// Waits.
    @FunctionalInterface
    interface Pause {
        void pause(Duration time) throws InterruptedException;
    }

    /// A watch of an agent; the plan's token and datacenter come before those of the settings.
    ///
    /// @throws IOException when a certificate or key of the settings cannot be read
    public Watch(WatchPlan plan, ClientSettings settings, WatchListener listener) throws IOException {
        this(plan, settings, listener, null);
    }

    Watch(WatchPlan plan, ClientSettings settings, WatchListener listener, @Nullable Pause pause) throws IOException {
        this.plan = plan;
        this.listener = listener;
        ClientSettings own = plan.token().isEmpty() ? settings : settings.withToken(plan.token());
        this.client = ConsulClient.open(plan.datacenter().isEmpty() ? own : own.withDatacenter(plan.datacenter()));
        this.pause = pause == null ? this::sleep : pause;
    }

    /// Watches until closed or interrupted.
    @Override
    public void run() {
        try {
            watch();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() throws InterruptedException {
        Mark seen = Mark.NONE;
        WatchResult last = null;
        int failures = 0;
        while (!isClosed()) {
            Reading reading;
            try {
                reading = plan.source().read(client, seen);
            } catch (ConsulException e) {
                if (isClosed()) {
                    return;
                }
                seen = Mark.NONE;
                Duration wait = retryAfter(++failures);
                listener.failed(e, wait);
                pause.pause(wait);
                continue;
            }
            if (isClosed()) {
                return;
            }
            failures = 0;
            boolean moved = !reading.mark().equals(seen);
            if (moved && !reading.result().sameAs(last)) {
                last = reading.result();
                listener.changed(last);
            }
            seen = next(seen, reading.mark());
            if (reading.mark().equals(Mark.NONE)) {
                pause.pause(UNINDEXED);
            }
        }
    }

    /// An index that went back means a restored state: the next read must not wait. Marks of events name states, and
    /// come with an index that may be smaller.
    private Mark next(Mark seen, Mark read) {
        boolean numbered = !plan.type().equals("event");
        return numbered && Long.compareUnsigned(read.index(), seen.index()) < 0 ? Mark.NONE : read;
    }

    private static Duration retryAfter(int failures) {
        Duration wait = RETRY.multipliedBy((long) failures * failures);
        return wait.compareTo(LONGEST_RETRY) < 0 ? wait : LONGEST_RETRY;
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    private void sleep(Duration time) throws InterruptedException {
        closed.await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /// Ends the watch; a call of the listener that is under way is not interrupted.
    @Override
    public void close() {
        closed.countDown();
        client.close();
    }
}
