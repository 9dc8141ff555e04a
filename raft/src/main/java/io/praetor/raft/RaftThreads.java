package io.praetor.raft;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The threads of one server's log besides JRaft's own.
///
/// @param maintenance ticks, time-outs of calls; must not block
/// @param disk takes space ahead and removes old files
/// @param events tells of leadership, in order
record RaftThreads(ScheduledThreadPoolExecutor maintenance, ExecutorService disk, ExecutorService events) {

    private static final Logger LOG = LoggerFactory.getLogger(RaftThreads.class);
    private static final String EVENTS = "raft-events";
    private static final long IDLE_SECONDS = 10;

    /// How long closing waits for the disk, and for the listener.
    private static final long STOP_SECONDS = 5;
    private static final AtomicLong SNAPSHOTS = new AtomicLong();

    /// JRaft looks up its threads by group, and what it does there may wait; its own pool refuses the 65th task and
    /// loses it.
    private static final ThreadPoolExecutor CLOSURES = new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            Thread.ofVirtual().name("raft-closure-", 0).factory());

    static RaftThreads create() {
        return new RaftThreads(RaftTimers.executor("raft-maintenance"), single("raft-disk"), single(EVENTS));
    }

    private static ExecutorService single(String name) {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().daemon().name(name).factory());
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /// Where JRaft runs what must not run in place, for all servers of the JVM.
    static ThreadPoolExecutor closures() {
        return CLOSURES;
    }

    /// A virtual thread per task: calls of peers.
    static Executor calls() {
        return task -> Thread.ofVirtual().name("raft-call").start(task);
    }

    /// A platform thread per task: snapshots, which keep a core busy.
    static Executor snapshots() {
        return task -> Thread.ofPlatform()
                .daemon()
                .name("raft-snapshot-" + SNAPSHOTS.incrementAndGet())
                .start(task);
    }

    /// Ends them; what the listener has still to be told is told first, unless it is the listener that closes the log.
    /// Afterwards no file is made or removed any more, unless the disk stalls.
    void stop() {
        maintenance.shutdownNow();
        disk.shutdown();
        events.shutdown();
        await(disk, "the disk");
        if (!Thread.currentThread().getName().equals(EVENTS)) {
            await(events, "the listener of leadership");
        }
    }

    private static void await(ExecutorService executor, String what) {
        try {
            if (!executor.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("{} takes longer than {} s", what, STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
