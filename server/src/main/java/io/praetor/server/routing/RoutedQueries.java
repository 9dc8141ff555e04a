package io.praetor.server.routing;

import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.LocalQueries;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadLimits;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.Standing;
import io.praetor.server.query.Standings;
import org.jspecify.annotations.Nullable;

/// Reads that this server answers if it may, and the leader otherwise. A read that does not block costs a server that
/// may answer it nothing more than one of [LocalQueries].
public final class RoutedQueries implements Queries, Standings {
    private final LocalQueries here;
    private final Router router;
    private final ReadTrip.Parts parts;

    /// @param there asks the leader, once
    public RoutedQueries(Router router, LocalQueries here, Queries there, ReadLimits limits) {
        this.here = here;
        this.router = router;
        parts = new ReadTrip.Parts(router, here, there, limits);
    }

    @Override
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (options.minIndex() == 0 && here.answerNow(query, options, done)) {
            return Cancellable.NONE;
        }
        if (!router.isHere(options.datacenter())) {
            done.failed(RequestFailure.noPathToDatacenter());
            return Cancellable.NONE;
        }
        if (options.consistency() == Consistency.STALE && here.mayAnswer(Consistency.STALE)) {
            // whatever happens to leadership, it stays here
            return here.read(query, options, done);
        }
        ReadTrip<T> trip = new ReadTrip<>(parts, query, options, done);
        trip.go();
        return trip;
    }

    @Override
    public <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options) {
        return here.stand(query, options);
    }
}
