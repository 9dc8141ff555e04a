package io.praetor.client.lock;

import io.praetor.client.Answer;
import io.praetor.client.ConsulClient;
import io.praetor.client.ConsulException;
import io.praetor.client.Query;
import io.praetor.client.Sessions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// A right that only so many may hold at a time, anywhere in the cluster. One object is one contender: it acquires, and
/// later releases, once. [#abandon] and [#close] may be called from other threads, everything else from one.
public abstract sealed class DistributedLock implements AutoCloseable permits DistributedMutex, DistributedSemaphore {
    /// The longest wait of one blocking query.
    private static final Duration WAIT = Duration.ofSeconds(15);

    /// The wait after a lock was free and yet refused: its last holder was lost, and the lock delay has not passed.
    private static final Duration DELAY_PAUSE = Duration.ofSeconds(5);

    private static final int SERVER_ERROR = 500;

    private final ConsulClient client;
    private final LockSettings settings;
    private final LongSupplier nanoTime;
    private final ConsulClient waiting;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Object onLossLock = new Object();

    /// Guarded by onLossLock, as every change of `lost` is: the action runs once.
    private @Nullable Runnable onLoss;

    private volatile boolean lost;
    private @Nullable LockSession session;
    private volatile boolean held;

    DistributedLock(ConsulClient client, LockSettings settings, LongSupplier nanoTime) throws IOException {
        this.client = client;
        this.settings = settings;
        this.nanoTime = nanoTime;
        this.waiting = client.fork();
    }

    /// What one look at the keys led to: the lock is ours, or wait until their index has passed this one, or a while.
    record Attempt(boolean acquired, long waitIndex, boolean pause) {
        static final Attempt ACQUIRED = new Attempt(true, 0, false);
        static final Attempt AGAIN = new Attempt(false, 0, false);
        static final Attempt DELAYED = new Attempt(false, 0, true);

        static Attempt contended(long index) {
            return new Attempt(false, index, false);
        }
    }

    /// What becomes of the session's keys when it ends.
    abstract String behavior();

    /// Done once before the first attempt.
    abstract void prepare(String sessionId) throws IOException;

    /// Looks at the keys with this query, which may wait, and tries to take the lock.
    abstract Attempt attempt(ConsulClient waitingClient, Query query, String sessionId) throws IOException;

    /// Looks at the keys with this query and says whether the lock is still ours.
    abstract Answer<Boolean> check(ConsulClient waitingClient, Query query, String sessionId) throws IOException;

    /// Gives the lock up.
    abstract void giveUp(String sessionId) throws IOException;

    /// Removes the keys behind the lock, if nobody holds it.
    ///
    /// @return false when it is in use
    /// @throws LockConflictException when they are something else
    public abstract boolean cleanUp() throws IOException;

    final ConsulClient client() {
        return client;
    }

    final LockSettings settings() {
        return settings;
    }

    /// Waits for the lock.
    ///
    /// @param limit how long; zero for ever
    /// @return false when the time is over or [#abandon] was called
    /// @throws LockConflictException when the key is used for something else
    /// @throws IOException           when the agent cannot be asked; nothing is held then
    public final boolean acquire(Duration limit) throws IOException, InterruptedException {
        if (held) {
            throw new IllegalStateException("the lock is already held");
        }
        LockSession opened = openSession();
        boolean success;
        try {
            prepare(opened.id());
            success = contend(limit, opened.id());
        } catch (IOException | InterruptedException | RuntimeException e) {
            closeAfter(e, opened);
            if (e instanceof IOException && isEnded()) {
                return false;
            }
            throw e;
        }
        if (!success) {
            opened.close();
            return false;
        }
        session = opened;
        held = true;
        Thread.ofPlatform().daemon().name("monitor-" + opened.id()).start(() -> monitor(opened.id()));
        return true;
    }

    private static void closeAfter(Exception failure, LockSession opened) {
        try {
            opened.close();
        } catch (IOException e) {
            // its time to live ends it
            failure.addSuppressed(e);
        }
    }

    private LockSession openSession() throws IOException {
        try {
            return LockSession.open(
                    client.sessions(), new Sessions.Terms(settings.sessionName(), settings.sessionTtl(), behavior()));
        } catch (ConsulException e) {
            throw new IOException("failed to create session: " + e.getMessage(), e);
        }
    }

    private boolean contend(Duration limit, String sessionId) throws IOException, InterruptedException {
        long start = nanoTime.getAsLong();
        boolean first = true;
        long index = 0;
        while (!isEnded()) {
            Duration left = limit.isZero() ? WAIT : limit.minusNanos(nanoTime.getAsLong() - start);
            if (!first && !left.isPositive()) {
                return false;
            }
            first = false;
            Duration wait = left.compareTo(WAIT) < 0 && left.isPositive() ? left : WAIT;
            Attempt attempt = attempt(waiting, Query.DEFAULT.after(index).waitAtMost(wait), sessionId);
            if (attempt.acquired()) {
                return true;
            }
            index = attempt.waitIndex();
            if (attempt.pause()) {
                pause(limit.isZero() || left.compareTo(DELAY_PAUSE) > 0 ? DELAY_PAUSE : left);
            }
        }
        return false;
    }

    /// Waits, or returns early when the lock is given up.
    private void pause(Duration time) throws InterruptedException {
        if (ended.await(Math.max(time.toMillis(), 1), TimeUnit.MILLISECONDS)) {
            // the caller looks at isEnded
            return;
        }
    }

    private boolean isEnded() {
        return ended.getCount() == 0;
    }

    private void monitor(String sessionId) {
        try {
            watch(sessionId);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!isEnded()) {
            lost();
        }
    }

    private void lost() {
        Runnable action;
        synchronized (onLossLock) {
            lost = true;
            action = onLoss;
        }
        if (action != null) {
            action.run();
        }
    }

    /// Returns when the lock is no longer ours, or that can no longer be told.
    private void watch(String sessionId) throws InterruptedException {
        Query query = Query.DEFAULT.consistent();
        int retries = settings.monitorRetries();
        while (!isEnded()) {
            try {
                Answer<Boolean> answer = check(waiting, query, sessionId);
                if (!answer.value()) {
                    return;
                }
                retries = settings.monitorRetries();
                query = query.after(answer.index());
            } catch (IOException e) {
                if (!isRetryable(e) || retries == 0) {
                    return;
                }
                retries--;
                pause(settings.monitorPause());
                query = Query.DEFAULT.consistent();
            }
        }
    }

    private static boolean isRetryable(IOException e) {
        return e instanceof ConsulException answer && (answer.status() == 0 || answer.status() == SERVER_ERROR);
    }

    /// Sets what is done, once, on a thread of the lock, when it is lost before it was released. Called at once if that
    /// has happened.
    public final void onLoss(Runnable action) {
        boolean already;
        synchronized (onLossLock) {
            already = lost;
            onLoss = action;
        }
        if (already) {
            action.run();
        }
    }

    /// Whether the lock was lost before it was released.
    public final boolean isLost() {
        return lost;
    }

    /// Makes an [#acquire] in progress, or yet to come, return false soon. Does nothing to a lock that is held.
    public final void abandon() {
        if (!held) {
            stopWatching();
        }
    }

    private void stopWatching() {
        ended.countDown();
        waiting.close();
    }

    /// Gives the lock up and ends the session.
    ///
    /// @throws IllegalStateException when it is not held
    public final void release() throws IOException {
        LockSession current = session;
        if (!held || current == null) {
            throw new IllegalStateException("the lock is not held");
        }
        held = false;
        session = null;
        stopWatching();
        try {
            giveUp(current.id());
        } finally {
            current.close();
        }
    }

    /// Gives the lock up if it is held.
    @Override
    public final void close() throws IOException {
        if (held) {
            release();
        } else {
            abandon();
        }
    }
}
