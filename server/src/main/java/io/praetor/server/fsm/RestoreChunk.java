package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// A piece of the state to restore.
///
/// @param id of the operation
/// @param sequence counts the pieces from 0
/// @param data at most [#MAX_BYTES]
public record RestoreChunk(
        String id, long sequence, @Nullable Bytes data) {
    /// The most bytes in one piece: what the log likes in one entry.
    public static final int MAX_BYTES = 512 * 1024;

    /// How it travels.
    public static final StructCodec<RestoreChunk> CODEC = StructCodec.<RestoreChunk>of("RestoreChunk")
            .field("ID", Codecs.TEXT, RestoreChunk::id)
            .field("Sequence", Codecs.UINT64, RestoreChunk::sequence)
            .field("Data", Codecs.BYTES, RestoreChunk::data)
            .build(v -> new RestoreChunk(v.next(), v.next(), v.next()));
}
