package io.praetor.server.routing;

import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.util.concurrent.CompletableFuture;

/// What operators see and do, at the leader.
record RoutedOperator(Router router, Operator here, Operator there) implements Operator {
    @Override
    public CompletableFuture<RaftConfigurationResponse> raftConfiguration(ReadOptions options) {
        return router.read(
                options.datacenter(),
                options.consistency() == Consistency.STALE,
                () -> here.raftConfiguration(options),
                () -> there.raftConfiguration(options));
    }

    @Override
    public CompletableFuture<Void> removePeer(RaftRemovePeerRequest request) {
        return router.write(request.datacenter(), () -> here.removePeer(request), () -> there.removePeer(request));
    }

    @Override
    public CompletableFuture<TransferLeaderResponse> transferLeader(TransferLeaderRequest request) {
        return router.write(
                request.datacenter(), () -> here.transferLeader(request), () -> there.transferLeader(request));
    }

    @Override
    public CompletableFuture<Boolean> setAutopilotConfiguration(AutopilotSetConfigRequest request) {
        return router.write(
                request.datacenter(),
                () -> here.setAutopilotConfiguration(request),
                () -> there.setAutopilotConfiguration(request));
    }

    @Override
    public CompletableFuture<OperatorHealthReply> autopilotHealth(ReadOptions options) {
        return router.read(
                options.datacenter(), false, () -> here.autopilotHealth(options), () -> there.autopilotHealth(options));
    }
}
