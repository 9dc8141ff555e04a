package io.praetor.model.rpc;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What an answer says about itself (`rpc.md` §5).
///
/// @param lastContact nanoseconds since the answering server heard from the leader
public record QueryMeta(
        long index, long lastContact, boolean knownLeader, String consistencyLevel, boolean notModified) {

    /// How it travels.
    public static final StructCodec<QueryMeta> CODEC = StructCodec.<QueryMeta>of("QueryMeta")
            .field("Index", Codecs.UINT64, QueryMeta::index)
            .field("LastContact", Codecs.DURATION, QueryMeta::lastContact)
            .field("KnownLeader", Codecs.BOOL, QueryMeta::knownLeader)
            .field("ConsistencyLevel", Codecs.TEXT, QueryMeta::consistencyLevel)
            .field("NotModified", Codecs.BOOL, QueryMeta::notModified)
            .build(v -> new QueryMeta(v.next(), v.next(), v.next(), v.next(), v.next()));
}
