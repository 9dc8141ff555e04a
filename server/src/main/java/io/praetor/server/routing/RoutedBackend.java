package io.praetor.server.routing;

import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.AclInsight;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.endpoint.Coordinates;
import io.praetor.server.endpoint.EventFire;
import io.praetor.server.endpoint.Keyring;
import io.praetor.server.endpoint.Kvs;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.endpoint.PreparedQueries;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.endpoint.Status;
import io.praetor.server.endpoint.Txns;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Standings;
import java.util.Map;
import java.util.SortedMap;

/// The cluster as one of its servers reaches it: what this server may answer it does, the rest is the leader's.
public final class RoutedBackend implements Backend {
    private final Backend here;
    private final RoutedQueries queries;
    private final Kvs kvs;
    private final Catalog catalog;
    private final Sessions sessions;
    private final Txns txns;
    private final PreparedQueries preparedQueries;
    private final Coordinates coordinates;
    private final Operator operator;
    private final Snapshots snapshots;
    private final Acls acls;
    private final AclInsight aclInsight;

    /// @param here  answers from this server's log and state
    /// @param there asks the leader, once
    public RoutedBackend(Router router, Backend here, Backend there, RoutedQueries queries) {
        this.here = here;
        this.queries = queries;
        Kvs localKvs = here.kvs();
        Kvs leaderKvs = there.kvs();
        kvs = request ->
                router.write(request.datacenter(), () -> localKvs.apply(request), () -> leaderKvs.apply(request));
        Txns localTxns = here.txns();
        Txns leaderTxns = there.txns();
        txns = request ->
                router.write(request.datacenter(), () -> localTxns.apply(request), () -> leaderTxns.apply(request));
        catalog = new RoutedCatalog(router, here.catalog(), there.catalog());
        sessions = new RoutedSessions(router, here.sessions(), there.sessions());
        preparedQueries = new RoutedPreparedQueries(router, here.preparedQueries(), there.preparedQueries());
        coordinates = new RoutedCoordinates(router, here.coordinates(), there.coordinates());
        operator = new RoutedOperator(router, here.operator(), there.operator());
        snapshots = new RoutedSnapshots(router, here.snapshots(), there.snapshots());
        acls = new RoutedAcls(router, here.acls(), there.acls());
        aclInsight = new RoutedAclInsight(router, here.aclInsight(), there.aclInsight());
    }

    @Override
    public Queries queries() {
        return queries;
    }

    @Override
    public Standings standings() {
        return queries;
    }

    @Override
    public Kvs kvs() {
        return kvs;
    }

    @Override
    public Catalog catalog() {
        return catalog;
    }

    @Override
    public Sessions sessions() {
        return sessions;
    }

    @Override
    public Txns txns() {
        return txns;
    }

    @Override
    public PreparedQueries preparedQueries() {
        return preparedQueries;
    }

    @Override
    public Coordinates coordinates() {
        return coordinates;
    }

    /// As this server knows it, whoever leads.
    @Override
    public Status status() {
        return here.status();
    }

    @Override
    public Operator operator() {
        return operator;
    }

    @Override
    public Snapshots snapshots() {
        return snapshots;
    }

    @Override
    public Acls acls() {
        return acls;
    }

    @Override
    public EventFire events() {
        return here.events();
    }

    @Override
    public Keyring keyring() {
        return here.keyring();
    }

    @Override
    public AclInsight aclInsight() {
        return aclInsight;
    }

    @Override
    public Map<String, SortedMap<String, String>> stats() {
        return here.stats();
    }
}
