package io.praetor.dns;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;

/// Where answers are waited for: a virtual thread each, so many at a time and no more.
final class SlowLane implements AutoCloseable {
    /// Questions from UDP clients that are waited for at a time. Further ones are as if they had been lost on the way;
    /// the client asks again.
    static final int MOST_WAITING = 4096;

    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dns-wait-", 0).factory());
    private final Semaphore room = new Semaphore(MOST_WAITING);

    /// Runs a task soon, if there is room.
    void run(Runnable task) {
        if (!room.tryAcquire()) {
            return;
        }
        boolean started = false;
        try {
            threads.execute(() -> {
                try {
                    task.run();
                } finally {
                    room.release();
                }
            });
            started = true;
        } catch (RejectedExecutionException e) {
            // the server is closing
        } finally {
            if (!started) {
                room.release();
            }
        }
    }

    /// Runs a connection, whose number others bound.
    void connection(Runnable task) {
        threads.execute(task);
    }

    /// Interrupts whoever waits.
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
