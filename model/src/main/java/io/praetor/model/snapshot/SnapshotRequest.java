package io.praetor.model.snapshot;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What a snapshot stream is opened for (`rpc.md` §8).
///
/// @param allowStale whether any server may answer; for [#SAVE] alone
/// @param op         [#SAVE] or [#RESTORE]
public record SnapshotRequest(String datacenter, String token, boolean allowStale, int op) {
    /// The archive comes behind the reply.
    public static final int SAVE = 0;

    /// The archive comes behind the request.
    public static final int RESTORE = 1;

    /// How it travels.
    public static final StructCodec<SnapshotRequest> CODEC = StructCodec.<SnapshotRequest>of("SnapshotRequest")
            .field("Datacenter", Codecs.TEXT, SnapshotRequest::datacenter)
            .field("Token", Codecs.TEXT, SnapshotRequest::token)
            .field("AllowStale", Codecs.BOOL, SnapshotRequest::allowStale)
            .field("Op", Codecs.INT, SnapshotRequest::op)
            .build(v -> new SnapshotRequest(v.next(), v.next(), v.next(), v.next()));

    /// Without the token.
    @Override
    public String toString() {
        return "SnapshotRequest[datacenter=" + datacenter + ", allowStale=" + allowStale + ", op=" + op + "]";
    }
}
