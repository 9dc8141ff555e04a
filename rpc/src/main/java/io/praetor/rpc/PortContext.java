package io.praetor.rpc;

import io.praetor.rpc.wire.Budget;
import io.praetor.rpc.yamux.YamuxSettings;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// What the connections of a server port have in common.
///
/// @param unverified calls of those without a certificate, one a connection; null: none are served
/// @param budget    bytes of requests of all connections
/// @param snapshots null: none are served
/// @param blocking  runs a task on a thread that may wait
/// @param links     null: no Raft here
record PortContext(
        CallService calls,
        @Nullable CallService unverified,
        Budget budget,
        long maxBufferedPerConnection,
        long maxRepliesPerConnection,
        YamuxSettings yamux,
        @Nullable SnapshotHandler snapshots,
        Executor blocking,
        @Nullable RaftLinks links,
        RpcTls tls) {

    /// What one connection has.
    CallBudget connectionBudget() {
        return new CallBudget(budget.part(maxBufferedPerConnection), new Budget(maxRepliesPerConnection));
    }
}
