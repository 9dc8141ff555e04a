package io.praetor.gossip.net;

import io.praetor.gossip.Loop;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A loop in real time, on one thread. A task that throws is logged, and the next one runs. The queue has no bound of
/// its own: whoever posts what strangers send bounds it ([NetTransport] does).
public final class LoopThread implements Loop, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LoopThread.class);

    /// How long [#close] waits for the task that runs.
    private static final long PATIENCE_SECONDS = 5;

    private final LongSupplier nanoTime;
    private final ScheduledThreadPoolExecutor executor;
    private volatile @Nullable Thread thread;

    /// Starts the thread.
    ///
    /// @param name     the thread's
    /// @param nanoTime elapsed time; the composition root passes `System::nanoTime`
    public LoopThread(String name, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        executor = new ScheduledThreadPoolExecutor(
                1,
                task -> {
                    Thread made = Thread.ofPlatform().daemon().name(name).unstarted(task);
                    thread = made;
                    return made;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.prestartAllCoreThreads();
    }

    @Override
    public long nanoTime() {
        return nanoTime.getAsLong();
    }

    @Override
    public void execute(Runnable task) {
        executor.execute(guarded(task));
    }

    @Override
    public Timer schedule(Duration delay, Runnable task) {
        Future<?> future = executor.schedule(guarded(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOG.atError().setCause(e).log("a task of the gossip loop failed");
            }
        };
    }

    /// Stops: the task that runs may end, those that wait never run, nor do those that are posted from now on.
    /// Idempotent; may be called on the loop itself.
    @Override
    public void close() {
        executor.shutdownNow();
        if (Thread.currentThread().equals(thread)) {
            return;
        }
        try {
            if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a task of the gossip loop does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
