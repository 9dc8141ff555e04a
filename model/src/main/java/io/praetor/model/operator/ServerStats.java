package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// What a server says about its log.
///
/// @param lastContact a duration as text, or `never`
public record ServerStats(String lastContact, long lastTerm, long lastIndex) {

    /// How it travels.
    public static final StructCodec<ServerStats> CODEC = StructCodec.<ServerStats>of("ServerStats")
            .field("LastContact", Codecs.TEXT, ServerStats::lastContact)
            .field("LastTerm", Codecs.UINT64, ServerStats::lastTerm)
            .field("LastIndex", Codecs.UINT64, ServerStats::lastIndex)
            .build(v -> new ServerStats(v.next(), v.next(), v.next()));
}
