package io.praetor.model.log;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What a state begins with.
///
/// @param lastIndex of the last log entry it covers
public record SnapshotHeader(long lastIndex) {

    /// How it travels.
    public static final StructCodec<SnapshotHeader> CODEC = StructCodec.<SnapshotHeader>of("SnapshotHeader")
            .field("LastIndex", Codecs.UINT64, SnapshotHeader::lastIndex)
            .build(v -> new SnapshotHeader(v.next()));
}
