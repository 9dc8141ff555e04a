package io.praetor.server.remote;

import io.praetor.server.backend.Backend;
import io.praetor.server.backend.BackendParts;
import io.praetor.server.endpoint.Snapshots;
import io.praetor.server.query.Standings;
import io.praetor.server.wire.InternalMethods;
import io.praetor.server.wire.KvMethods;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Supplier;

/// A cluster that is reached by calls: everything is answered by a server.
public final class RemoteBackend {
    private RemoteBackend() {}

    /// @param datacenter this agent's
    /// @param queries    reads over the same calls
    /// @param snapshots  over the same calls
    /// @param stats      figures of this agent about its servers
    public static Backend over(
            String datacenter,
            Calls calls,
            RemoteQueries queries,
            Snapshots snapshots,
            Supplier<Map<String, SortedMap<String, String>>> stats) {
        MethodCalls servers = new MethodCalls(calls);
        return new BackendParts(
                queries,
                Standings.NONE,
                request -> servers.call(KvMethods.APPLY, request),
                new RemoteCatalog(servers),
                new RemoteSessions(datacenter, servers),
                request -> servers.call(KvMethods.TXN_APPLY, request),
                new RemotePreparedQueries(servers),
                new RemoteCoordinates(servers),
                new RemoteStatus(datacenter, servers),
                new RemoteOperator(datacenter, servers),
                snapshots,
                request -> servers.call(InternalMethods.EVENT_FIRE, request).thenAccept(_ -> {}),
                request -> servers.call(InternalMethods.KEYRING_OPERATION, request),
                new RemoteAcls(servers),
                new RemoteConnectCa(servers),
                new RemoteAclInsight(servers),
                stats);
    }
}
