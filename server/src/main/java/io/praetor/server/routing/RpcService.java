package io.praetor.server.routing;

import io.praetor.model.operator.ServerStats;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.rpc.CallHandler;
import io.praetor.rpc.SnapshotHandler;
import io.praetor.server.Scheduler;
import io.praetor.server.backend.Backend;
import io.praetor.server.endpoint.Enrolment;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.query.Queries;
import io.praetor.server.wire.Answers;
import io.praetor.server.wire.EnrolmentMethods;
import io.praetor.server.wire.InternalMethods;
import io.praetor.server.wire.RpcEndpoints;
import io.praetor.server.wire.RpcMethods;
import java.net.InetAddress;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// What a server serves on its port apart from Raft: calls and snapshots, answered as its own front doors are. What is
/// the leader's goes on to it.
public final class RpcService {
    private final CallHandler calls;
    private final SnapshotHandler snapshots;
    private final String datacenter;
    private final Queries queries;
    private final RequestLimits limits;

    /// @param datacenter this server's
    /// @param backend    of this server, by which front doors reach the cluster
    /// @param stats      how far the log of this server is
    /// @param scheduler  watches over streams
    public RpcService(String datacenter, Backend backend, Supplier<ServerStats> stats, Scheduler scheduler) {
        this(datacenter, backend, stats, scheduler, RequestLimits.NONE, _ -> false);
    }

    /// The same for so many calls.
    ///
    /// @param others whether an address is another server's, which has no limit of its own
    public RpcService(
            String datacenter,
            Backend backend,
            Supplier<ServerStats> stats,
            Scheduler scheduler,
            RequestLimits limits,
            Predicate<InetAddress> others) {
        this.datacenter = datacenter;
        this.limits = limits;
        queries = backend.queries();
        Answers answers = Answers.of(backend, stats)
                .on(
                        InternalMethods.EVENT_FIRE,
                        request -> backend.events().fire(request).thenCompose(_ -> meta(backend)))
                .on(
                        InternalMethods.KEYRING_OPERATION,
                        request -> backend.keyring().operate(request));
        RpcMethods methods = new RpcMethods();
        calls = new LimitedCalls(new RpcEndpoints(datacenter, methods, queries, answers), methods, limits, others);
        snapshots = new SnapshotService(datacenter, backend.snapshots(), scheduler);
    }

    /// What the answer to a call that looks nothing up says: whether there is a leader.
    private static CompletableFuture<QueryMeta> meta(Backend backend) {
        return backend.status().leader(null).thenApply(leader -> new QueryMeta(0, 0, !leader.isEmpty(), "", false));
    }

    /// Answers calls.
    public CallHandler calls() {
        return calls;
    }

    /// Answers calls of those who have no certificate yet. None of them is another server, whatever its address.
    public CallHandler enrolment(Enrolment enrolment) {
        RpcMethods few = RpcMethods.ofEnrolment();
        return new LimitedCalls(
                new RpcEndpoints(datacenter, few, queries, EnrolmentMethods.answeredBy(enrolment)),
                few,
                limits,
                _ -> false);
    }

    /// Serves snapshot streams.
    public SnapshotHandler snapshots() {
        return snapshots;
    }
}
