package io.praetor.server.routing;

import io.praetor.server.backend.Backend;
import io.praetor.server.backend.BackendParts;
import io.praetor.server.endpoint.Kvs;
import io.praetor.server.endpoint.Txns;

/// The cluster as one of its servers reaches it: what this server may answer it does, the rest is the leader's.
public final class RoutedBackend {
    private RoutedBackend() {}

    /// @param here  answers from this server's log and state
    /// @param there asks the leader, once
    public static Backend between(Backend here, Backend there, Router router, RoutedQueries queries) {
        Kvs localKvs = here.kvs();
        Kvs leaderKvs = there.kvs();
        Txns localTxns = here.txns();
        Txns leaderTxns = there.txns();
        return new BackendParts(
                queries,
                queries,
                request -> router.write(
                        request.datacenter(), () -> localKvs.apply(request), () -> leaderKvs.apply(request)),
                new RoutedCatalog(router, here.catalog(), there.catalog()),
                new RoutedSessions(router, here.sessions(), there.sessions()),
                request -> router.write(
                        request.datacenter(), () -> localTxns.apply(request), () -> leaderTxns.apply(request)),
                new RoutedPreparedQueries(router, here.preparedQueries(), there.preparedQueries()),
                new RoutedCoordinates(router, here.coordinates(), there.coordinates()),
                // as this server knows it, whoever leads
                here.status(),
                new RoutedOperator(router, here.operator(), there.operator()),
                new RoutedSnapshots(router, here.snapshots(), there.snapshots()),
                here.events(),
                here.keyring(),
                new RoutedAcls(router, here.acls(), there.acls()),
                new RoutedConnectCa(router, here.connectCa(), there.connectCa()),
                new RoutedAclInsight(router, here.aclInsight(), there.aclInsight()),
                here::stats);
    }
}
