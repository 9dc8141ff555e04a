package io.praetor.server.routing;

import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.SavedSnapshot;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/// Snapshots, saved at the leader or, if a stale one will do, here; restored at the leader.
record RoutedSnapshots(Router router, Snapshots here, Snapshots there) implements Snapshots {
    @Override
    public CompletableFuture<SavedSnapshot> save(ReadOptions options) {
        return router.read(
                options.datacenter(),
                options.consistency() == Consistency.STALE,
                () -> here.save(options),
                () -> there.save(options));
    }

    /// Waits for a leader first: once the archive is on its way, nobody else can be tried.
    @Override
    public void restore(@Nullable String datacenter, String token, InputStream archive)
            throws IOException, InterruptedException {
        Snapshots leader;
        try {
            leader = router.write(
                            datacenter,
                            () -> CompletableFuture.completedFuture(here),
                            () -> router.knowsLeader()
                                    ? CompletableFuture.completedFuture(there)
                                    : CompletableFuture.failedFuture(RequestFailure.noLeader()))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("finding the leader failed", e.getCause());
        }
        leader.restore(datacenter, token, archive);
    }
}
