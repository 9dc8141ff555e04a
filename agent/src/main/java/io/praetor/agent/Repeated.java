package io.praetor.agent;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Something done again and again on a thread of its own, until closed.
record Repeated(ScheduledExecutorService executor) implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Repeated.class);

    /// Begins; a failure is logged and does not end it.
    static Repeated every(Duration pause, String name, Runnable task) {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
        var _ = executor.scheduleWithFixedDelay(
                () -> guarded(task), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
        return new Repeated(executor);
    }

    private static void guarded(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("A repeated task failed", e);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
