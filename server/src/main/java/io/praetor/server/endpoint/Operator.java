package io.praetor.server.endpoint;

import io.praetor.model.operator.AutopilotSetConfigRequest;
import io.praetor.model.operator.OperatorHealthReply;
import io.praetor.model.operator.RaftConfigurationResponse;
import io.praetor.model.operator.RaftRemovePeerRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.model.operator.TransferLeaderResponse;
import io.praetor.server.query.ReadOptions;
import java.util.concurrent.CompletableFuture;

/// What operators see and do (`http-api.md` §14). Futures fail with a [io.praetor.server.RequestFailure].
public interface Operator {
    /// The servers that keep the log. It never blocks.
    CompletableFuture<RaftConfigurationResponse> raftConfiguration(ReadOptions options);

    /// Takes a server out of the configuration, by address or by ID.
    CompletableFuture<Void> removePeer(RaftRemovePeerRequest request);

    /// Has the leader hand over to another voter.
    CompletableFuture<TransferLeaderResponse> transferLeader(TransferLeaderRequest request);

    /// Replaces autopilot's configuration.
    ///
    /// @return whether it was replaced
    CompletableFuture<Boolean> setAutopilotConfiguration(AutopilotSetConfigRequest request);

    /// How the servers are. Only the leader knows, whatever consistency is asked for; it never blocks.
    CompletableFuture<OperatorHealthReply> autopilotHealth(ReadOptions options);
}
