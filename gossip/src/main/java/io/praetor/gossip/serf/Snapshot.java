package io.praetor.gossip.serf;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Keeps the snapshot file up to date without keeping the loop: what happens is noted, and twice a second somebody else
/// writes it down (`gossip-serf.md` §9).
final class Snapshot {

    private static final Duration FLUSH = Duration.ofMillis(500);

    private final Pool pool;
    private final Executor files;
    private final SnapshotFile file;
    private final SnapshotNews news = new SnapshotNews();
    private final AtomicBoolean isWriting = new AtomicBoolean();
    private final ReentrantLock lock = new ReentrantLock();
    private long lastClock;
    private boolean leaving;

    /// @param files where the file is written
    Snapshot(Pool pool, SnapshotFile file, Executor files) {
        this.pool = pool;
        this.file = file;
        this.files = files;
        lastClock = file.state().clock();
    }

    void start() {
        pool.every(FLUSH, this::flush);
    }

    /// Notes what the pool tells those who listen.
    void heard(SerfEvent event) {
        if (leaving) {
            return;
        }
        switch (event) {
            case SerfEvent.Members(SerfEvent.Kind kind, var members) -> {
                for (Member member : members) {
                    switch (kind) {
                        case JOIN -> news.node(member.name(), member.endpoint());
                        case LEAVE, FAILED -> news.node(member.name(), null);
                        case UPDATE, REAP -> {}
                    }
                }
                noteClock();
            }
            case SerfEvent.User user -> news.eventClock(user.lTime());
            case SerfEvent.Query query -> news.queryClock(query.lTime());
        }
    }

    private void noteClock() {
        long seen = pool.memberClock.time() - 1;
        if (seen > lastClock) {
            lastClock = seen;
            news.clock(seen);
        }
    }

    private void flush() {
        if (!leaving) {
            noteClock();
        }
        write(null);
    }

    /// This member leaves: nothing that happens from now on counts.
    ///
    /// @param written called on the loop once that is on disk, or could not be brought there
    void leave(Runnable written) {
        leaving = true;
        news.leave();
        write(written);
    }

    /// While a slow disk keeps one writer, the next one waits: news add up.
    private void write(@Nullable Runnable written) {
        if (written == null && !isWriting.compareAndSet(false, true)) {
            return;
        }
        files.execute(() -> {
            try {
                drain();
            } finally {
                isWriting.set(false);
                if (written != null) {
                    pool.loop.execute(written);
                }
            }
        });
    }

    private void drain() {
        lock.lock();
        try {
            file.write(news.take());
        } finally {
            lock.unlock();
        }
    }

    /// Writes what is left, and closes the file.
    void close() {
        if (!leaving) {
            noteClock();
        }
        files.execute(() -> {
            lock.lock();
            try {
                file.write(news.take());
                file.close();
            } finally {
                lock.unlock();
            }
        });
    }
}
