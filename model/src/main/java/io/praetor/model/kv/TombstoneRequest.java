package io.praetor.model.kv;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Removes the tombstones up to an index (command 5).
///
/// @param op always `reap`
public record TombstoneRequest(String datacenter, String op, long reapIndex, String token) {

    /// The only operation.
    public static final String REAP = "reap";

    /// How it travels.
    public static final StructCodec<TombstoneRequest> CODEC = StructCodec.<TombstoneRequest>of("TombstoneRequest")
            .field("Datacenter", Codecs.TEXT, TombstoneRequest::datacenter)
            .field("Op", Codecs.TEXT, TombstoneRequest::op)
            .field("ReapIndex", Codecs.UINT64, TombstoneRequest::reapIndex)
            .field("Token", Codecs.TEXT, TombstoneRequest::token)
            .build(v -> new TombstoneRequest(v.next(), v.next(), v.next(), v.next()));
}
