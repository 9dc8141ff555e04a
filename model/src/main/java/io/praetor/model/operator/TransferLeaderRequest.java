package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Asks the leader to hand over (a newer call of the API).
///
/// @param id of the voter that is to lead; empty: whichever is most advanced
public record TransferLeaderRequest(String datacenter, String id, String token) {

    /// How it travels.
    public static final StructCodec<TransferLeaderRequest> CODEC = StructCodec.<TransferLeaderRequest>of(
                    "TransferLeaderRequest")
            .field("Datacenter", Codecs.TEXT, TransferLeaderRequest::datacenter)
            .field("ID", Codecs.TEXT, TransferLeaderRequest::id)
            .field("Token", Codecs.TEXT, TransferLeaderRequest::token)
            .build(v -> new TransferLeaderRequest(v.next(), v.next(), v.next()));
}
