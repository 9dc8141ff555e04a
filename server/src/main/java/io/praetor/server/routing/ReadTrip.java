package io.praetor.server.routing;

import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadLimits;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.remote.Trip;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A read on its way: it may block here or at the leader, and goes on elsewhere when leadership moves meanwhile.
final class ReadTrip<T extends @Nullable Object> extends Trip implements ReadCallback<T> {
    private final Parts parts;
    private final Query<T> query;
    private final ReadOptions options;
    private final ReadCallback<T> done;
    private final long begun;

    /// What reads have in common.
    ///
    /// @param there asks the leader, once
    record Parts(Router router, LocalQueries here, Queries there, ReadLimits limits) {}

    ReadTrip(Parts parts, Query<T> query, ReadOptions options, ReadCallback<T> done) {
        super(parts.router().rules(), true);
        this.parts = parts;
        this.query = query;
        this.options = options;
        this.done = done;
        begun = parts.router().rules().ticker().nanos();
    }

    @Override
    protected Cancellable attempt() {
        boolean here = parts.here().mayAnswer(options.consistency())
                || (options.consistency() == Consistency.CONSISTENT
                        && parts.router().leads());
        if (here) {
            return parts.here().read(query, left(), this);
        }
        if (parts.router().isLeaving()) {
            missed(RequestFailure.noLeader());
            return Cancellable.NONE;
        }
        return parts.there().read(query, left(), this);
    }

    /// What is left of the read: it waits no longer in all than it wanted to.
    private ReadOptions left() {
        long passed = parts.router().rules().ticker().nanos() - begun;
        if (options.minIndex() == 0 || passed == 0) {
            return options;
        }
        long left = parts.limits().nanos(options.longest()) - passed;
        return left > 0 ? options.after(options.minIndex(), Duration.ofNanos(left)) : options.after(0, Duration.ZERO);
    }

    @Override
    public void answered(Answer<T> answer) {
        if (arrived()) {
            done.answered(answer);
        }
    }

    @Override
    public void failed(Throwable cause) {
        missed(cause);
    }

    @Override
    protected void refused(Throwable cause) {
        done.failed(cause);
    }
}
