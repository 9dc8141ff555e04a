package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;

/// How a server is.
///
/// @param lastContact nanoseconds
/// @param stableSince since when `healthy` has not changed
public record ServerHealth(
        String id,
        String name,
        String address,
        SerfStatus serfStatus,
        String version,
        boolean leader,
        long lastContact,
        long lastTerm,
        long lastIndex,
        boolean healthy,
        boolean voter,
        Instant stableSince) {

    /// How it travels.
    public static final StructCodec<ServerHealth> CODEC = StructCodec.<ServerHealth>of("ServerHealth")
            .field("ID", Codecs.TEXT, ServerHealth::id)
            .field("Name", Codecs.TEXT, ServerHealth::name)
            .field("Address", Codecs.TEXT, ServerHealth::address)
            .field("SerfStatus", SerfStatus.CODEC, ServerHealth::serfStatus)
            .field("Version", Codecs.TEXT, ServerHealth::version)
            .field("Leader", Codecs.BOOL, ServerHealth::leader)
            .field("LastContact", Codecs.DURATION_TEXT, ServerHealth::lastContact)
            .field("LastTerm", Codecs.UINT64, ServerHealth::lastTerm)
            .field("LastIndex", Codecs.UINT64, ServerHealth::lastIndex)
            .field("Healthy", Codecs.BOOL, ServerHealth::healthy)
            .field("Voter", Codecs.BOOL, ServerHealth::voter)
            .field("StableSince", Codecs.TIME, ServerHealth::stableSince)
            .build(v -> new ServerHealth(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next()));
}
