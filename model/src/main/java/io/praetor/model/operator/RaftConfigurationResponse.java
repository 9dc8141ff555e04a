package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The Raft configuration.
public record RaftConfigurationResponse(@Nullable List<RaftServer> servers, long index) {

    /// How it travels.
    public static final StructCodec<RaftConfigurationResponse> CODEC = StructCodec.<RaftConfigurationResponse>of(
                    "RaftConfigurationResponse")
            .field("Servers", Codecs.list(RaftServer.CODEC), RaftConfigurationResponse::servers)
            .field("Index", Codecs.UINT64, RaftConfigurationResponse::index)
            .build(v -> new RaftConfigurationResponse(v.next(), v.next()));
}
