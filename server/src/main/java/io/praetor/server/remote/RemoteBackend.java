package io.praetor.server.remote;

import io.praetor.model.codec.DecodeException;
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
import io.praetor.server.wire.CallMethod;
import io.praetor.server.wire.InternalMethods;
import io.praetor.server.wire.KvMethods;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A cluster that is reached by calls: everything is answered by a server.
public final class RemoteBackend implements Backend {
    private final Calls calls;
    private final RemoteQueries queries;
    private final Kvs kvs;
    private final Catalog catalog;
    private final Sessions sessions;
    private final Txns txns;
    private final PreparedQueries preparedQueries;
    private final Coordinates coordinates;
    private final Status status;
    private final Operator operator;
    private final Snapshots snapshots;
    private final EventFire events;
    private final Acls acls;
    private final Keyring keyring;
    private final AclInsight aclInsight;
    private final Supplier<Map<String, SortedMap<String, String>>> stats;

    /// @param datacenter this agent's
    /// @param queries    reads over the same calls
    /// @param snapshots  over the same calls
    /// @param stats      figures of this agent about its servers
    public RemoteBackend(
            String datacenter,
            Calls calls,
            RemoteQueries queries,
            Snapshots snapshots,
            Supplier<Map<String, SortedMap<String, String>>> stats) {
        this.calls = calls;
        this.queries = queries;
        this.snapshots = snapshots;
        this.stats = stats;
        kvs = request -> call(KvMethods.APPLY, request);
        txns = request -> call(KvMethods.TXN_APPLY, request);
        catalog = new RemoteCatalog(this);
        sessions = new RemoteSessions(datacenter, this);
        preparedQueries = new RemotePreparedQueries(this);
        coordinates = new RemoteCoordinates(this);
        status = new RemoteStatus(datacenter, this);
        operator = new RemoteOperator(datacenter, this);
        acls = new RemoteAcls(this);
        events = request -> call(InternalMethods.EVENT_FIRE, request).thenAccept(_ -> {});
        aclInsight = new RemoteAclInsight(this);
        keyring = request -> call(InternalMethods.KEYRING_OPERATION, request);
    }

    /// Calls a method and reads its reply. Cancelling the result gives the call up.
    <A, R extends @Nullable Object> CompletableFuture<R> call(CallMethod<A, R> method, A request) {
        CompletableFuture<byte[]> reply = calls.call(method, method.encode(request), Calls.PATIENCE);
        CompletableFuture<R> result = new CompletableFuture<>();
        var _ = reply.whenComplete((bytes, failure) -> {
            if (failure != null) {
                result.completeExceptionally(CallFailures.of(failure));
                return;
            }
            try {
                result.complete(method.decodeReply(request, bytes));
            } catch (DecodeException e) {
                result.completeExceptionally(RemoteQueries.undecodable(method.name(), e));
            }
        });
        var _ = result.whenComplete((_, _) -> {
            if (result.isCancelled()) {
                reply.cancel(false);
            }
        });
        return result;
    }

    @Override
    public Queries queries() {
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

    @Override
    public Status status() {
        return status;
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
        return events;
    }

    @Override
    public Keyring keyring() {
        return keyring;
    }

    @Override
    public AclInsight aclInsight() {
        return aclInsight;
    }

    @Override
    public Standings standings() {
        return Standings.NONE;
    }

    @Override
    public Map<String, SortedMap<String, String>> stats() {
        return stats.get();
    }
}
