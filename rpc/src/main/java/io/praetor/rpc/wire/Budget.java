package io.praetor.rpc.wire;

import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// A limit on the bytes that many keep together. Thread-safe.
public final class Budget {
    private final long limit;
    private final @Nullable Budget whole;
    private final AtomicLong taken = new AtomicLong();

    /// @param limit bytes
    public Budget(long limit) {
        this(limit, null);
    }

    private Budget(long limit, @Nullable Budget whole) {
        this.limit = limit;
        this.whole = whole;
    }

    /// A part with a limit of its own, whose bytes count here too.
    public Budget part(long partLimit) {
        return new Budget(partLimit, this);
    }

    /// Takes bytes if they are left.
    public boolean take(long bytes) {
        if (taken.addAndGet(bytes) > limit) {
            taken.addAndGet(-bytes);
            return false;
        }
        if (whole != null && !whole.take(bytes)) {
            taken.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    /// Takes bytes unless the limit is reached already: the last taker may exceed it.
    public boolean takeLast(long bytes) {
        if (taken.get() > limit) {
            return false;
        }
        taken.addAndGet(bytes);
        return true;
    }

    /// Gives bytes back.
    public void release(long bytes) {
        taken.addAndGet(-bytes);
        if (whole != null) {
            whole.release(bytes);
        }
    }

    /// Bytes that are taken now.
    public long taken() {
        return taken.get();
    }
}
