package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What became of a [TransferLeaderRequest].
public record TransferLeaderResponse(boolean success) {

    /// How it travels.
    public static final StructCodec<TransferLeaderResponse> CODEC = StructCodec.<TransferLeaderResponse>of(
                    "TransferLeaderResponse")
            .field("Success", Codecs.BOOL, TransferLeaderResponse::success)
            .build(v -> new TransferLeaderResponse(v.next()));
}
