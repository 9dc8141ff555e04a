package io.praetor.server.remote;

import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.server.endpoint.Operator;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.wire.OperatorMethods;
import java.util.concurrent.CompletableFuture;

/// What operators see and do at servers.
final class RemoteOperator implements Operator {
    private final String datacenter;
    private final MethodCalls servers;

    RemoteOperator(String datacenter, MethodCalls servers) {
        this.datacenter = datacenter;
        this.servers = servers;
    }

    @Override
    public CompletableFuture<RaftConfigurationResponse> raftConfiguration(ReadOptions options) {
        return servers.call(OperatorMethods.RAFT_GET_CONFIGURATION, WireOptions.request(options, datacenter));
    }

    @Override
    public CompletableFuture<Void> removePeer(RaftRemovePeerRequest request) {
        var method = request.address().isEmpty()
                ? OperatorMethods.RAFT_REMOVE_PEER_BY_ID
                : OperatorMethods.RAFT_REMOVE_PEER_BY_ADDRESS;
        return servers.call(method, request).thenAccept(_ -> {});
    }

    @Override
    public CompletableFuture<TransferLeaderResponse> transferLeader(TransferLeaderRequest request) {
        return servers.call(OperatorMethods.TRANSFER_LEADER, request);
    }

    @Override
    public CompletableFuture<Boolean> setAutopilotConfiguration(AutopilotSetConfigRequest request) {
        return servers.call(OperatorMethods.AUTOPILOT_SET_CONFIGURATION, request);
    }

    @Override
    public CompletableFuture<OperatorHealthReply> autopilotHealth(ReadOptions options) {
        return servers.call(OperatorMethods.SERVER_HEALTH, WireOptions.request(options, datacenter));
    }
}
