package io.praetor.model.kv;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Changes keys (command 2).
///
/// @param op one of [KvOp]
/// @param entry the key, and what the operation needs: value and flags, ModifyIndex to compare, session
public record KvsRequest(String datacenter, String op, KvEntry entry, String token) {

    /// How it travels.
    public static final StructCodec<KvsRequest> CODEC = StructCodec.<KvsRequest>of("KVSRequest")
            .field("Datacenter", Codecs.TEXT, KvsRequest::datacenter)
            .field("Op", Codecs.TEXT, KvsRequest::op)
            .field("DirEnt", KvEntry.CODEC, KvsRequest::entry)
            .field("Token", Codecs.TEXT, KvsRequest::token)
            .build(v -> new KvsRequest(v.next(), v.next(), v.next(), v.next()));
}
