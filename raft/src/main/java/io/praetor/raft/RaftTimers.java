package io.praetor.raft;

import com.alipay.sofa.jraft.core.Scheduler;
import com.alipay.sofa.jraft.core.TimerManager;
import com.alipay.sofa.jraft.util.SPI;
import com.alipay.sofa.jraft.util.timer.RaftTimerFactory;
import com.alipay.sofa.jraft.util.timer.Timeout;
import com.alipay.sofa.jraft.util.timer.Timer;
import com.alipay.sofa.jraft.util.timer.TimerTask;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// JRaft's timers, found by its service file. JRaft's own wake a thousand times a second, each; these sleep until
/// something is due, and their threads go when there is nothing to wait for.
@SPI(name = "praetor", priority = 10)
public final class RaftTimers implements RaftTimerFactory {

    private static final Logger LOG = LoggerFactory.getLogger(RaftTimers.class);
    private static final long IDLE_SECONDS = 10;

    @Override
    public Timer getElectionTimer(boolean shared, String name) {
        return createTimer(name);
    }

    @Override
    public Timer getVoteTimer(boolean shared, String name) {
        return createTimer(name);
    }

    @Override
    public Timer getStepDownTimer(boolean shared, String name) {
        return createTimer(name);
    }

    @Override
    public Timer getSnapshotTimer(boolean shared, String name) {
        return createTimer(name);
    }

    @Override
    public Timer createTimer(String name) {
        return new SleepingTimer(executor(name));
    }

    static ScheduledThreadPoolExecutor executor(String name) {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name(name).factory());
        executor.setRemoveOnCancelPolicy(true);
        executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    @Override
    public Scheduler getRaftScheduler(boolean shared, int workers, String name) {
        return createScheduler(workers, name);
    }

    @Override
    public Scheduler createScheduler(int workers, String name) {
        return new TimerManager(workers, name);
    }

    private record SleepingTimer(ScheduledThreadPoolExecutor executor) implements Timer {

        @Override
        public Timeout newTimeout(TimerTask task, long delay, TimeUnit unit) {
            Pending pending = new Pending(this, task);
            try {
                pending.future = executor.schedule(pending, delay, unit);
            } catch (RejectedExecutionException e) {
                // the node stops; its timers have nothing more to do
                LOG.debug("timer is stopped", e);
            }
            return pending;
        }

        @Override
        public Set<Timeout> stop() {
            executor.shutdownNow();
            return Set.of();
        }
    }

    private static final class Pending implements Timeout, Runnable {

        private final Timer timer;
        private final TimerTask task;
        private volatile @Nullable Future<?> future;
        private volatile boolean expired;

        Pending(Timer timer, TimerTask task) {
            this.timer = timer;
            this.task = task;
        }

        @Override
        public void run() {
            expired = true;
            try {
                task.run(this);
            } catch (Exception e) {
                LOG.error("a timer of the log failed", e);
            }
        }

        @Override
        public Timer timer() {
            return timer;
        }

        @Override
        public TimerTask task() {
            return task;
        }

        @Override
        public boolean isExpired() {
            return expired;
        }

        @Override
        public boolean isCancelled() {
            Future<?> current = future;
            return current != null && current.isCancelled();
        }

        @Override
        public boolean cancel() {
            Future<?> current = future;
            return current != null && current.cancel(false);
        }
    }
}
