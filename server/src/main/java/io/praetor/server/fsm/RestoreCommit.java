package io.praetor.server.fsm;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// Puts the restored state in place, if it came whole.
///
/// @param id of the operation
/// @param sha256 of all pieces together
public record RestoreCommit(String id, @Nullable Bytes sha256) {

    /// How it travels.
    public static final StructCodec<RestoreCommit> CODEC = StructCodec.<RestoreCommit>of("RestoreCommit")
            .field("ID", Codecs.TEXT, RestoreCommit::id)
            .field("SHA256", Codecs.BYTES, RestoreCommit::sha256)
            .build(v -> new RestoreCommit(v.next(), v.next()));
}
