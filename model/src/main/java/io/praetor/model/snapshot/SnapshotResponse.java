package io.praetor.model.snapshot;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;

/// What a server replies on a snapshot stream (`rpc.md` §8).
///
/// @param error empty, or why there is no archive behind it
/// @param meta  of the archive
public record SnapshotResponse(String error, QueryMeta meta) {
    /// How it travels.
    public static final StructCodec<SnapshotResponse> CODEC = StructCodec.<SnapshotResponse>of("SnapshotResponse")
            .field("Error", Codecs.TEXT, SnapshotResponse::error)
            .embed(QueryMeta.CODEC, SnapshotResponse::meta)
            .build(v -> new SnapshotResponse(v.next(), v.embedded(QueryMeta.CODEC)));
}
