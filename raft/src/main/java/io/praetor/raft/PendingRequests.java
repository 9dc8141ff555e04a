package io.praetor.raft;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/// What has been asked of JRaft and not been answered, bounded in number and bytes.
final class PendingRequests {

    /// As many as one of JRaft's queues holds, so that those never overflow. A power of two.
    static final int MAX_REQUESTS = 1 << 14;

    private static final long MAX_BYTES = 256L << 20;

    private final Set<Pending> all = ConcurrentHashMap.newKeySet(1024);
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong count = new AtomicLong();

    /// Takes a request in.
    ///
    /// @return false if there are too many
    boolean add(Pending request) {
        if (count.get() >= MAX_REQUESTS || bytes.get() > MAX_BYTES) {
            return false;
        }
        count.incrementAndGet();
        bytes.addAndGet(request.bytes());
        all.add(request);
        return true;
    }

    void remove(Pending request) {
        if (all.remove(request)) {
            count.decrementAndGet();
            bytes.addAndGet(-request.bytes());
        }
    }

    /// Whether there is one that matches.
    boolean any(Predicate<Pending> which) {
        return all.stream().anyMatch(which);
    }

    /// Answers all that match with a failure.
    void fail(Predicate<Pending> which, Function<Pending, RaftException> why) {
        for (Pending request : all) {
            if (which.test(request)) {
                request.fail(why.apply(request));
            }
        }
    }
}
