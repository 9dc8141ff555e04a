package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the servers are.
///
/// @param failureTolerance how many voters may fail without an outage
public record OperatorHealthReply(
        boolean healthy, int failureTolerance, @Nullable List<ServerHealth> servers) {

    /// How it travels.
    public static final StructCodec<OperatorHealthReply> CODEC = StructCodec.<OperatorHealthReply>of(
                    "OperatorHealthReply")
            .field("Healthy", Codecs.BOOL, OperatorHealthReply::healthy)
            .field("FailureTolerance", Codecs.INT, OperatorHealthReply::failureTolerance)
            .field("Servers", Codecs.list(ServerHealth.CODEC), OperatorHealthReply::servers)
            .build(v -> new OperatorHealthReply(v.next(), v.next(), v.next()));
}
