package io.praetor.server.fsm;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Opens a restore through the log; one that was open is dropped.
///
/// @param id chosen by the leader, to tell operations apart
/// @param term in snapshots of the log: the term the restore began in
public record RestoreBegin(String id, long term) {

    /// How it travels.
    public static final StructCodec<RestoreBegin> CODEC = StructCodec.<RestoreBegin>of("RestoreBegin")
            .field("ID", Codecs.TEXT, RestoreBegin::id)
            .field("Term", Codecs.UINT64, RestoreBegin::term)
            .build(v -> new RestoreBegin(v.next(), v.next()));
}
