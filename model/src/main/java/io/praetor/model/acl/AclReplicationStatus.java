package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.time.Instant;

/// How copying from the primary datacenter goes (`acl.md` §9).
///
/// @param replicationType `policies`, `tokens` or empty
public record AclReplicationStatus(
        boolean enabled,
        boolean running,
        String sourceDatacenter,
        String replicationType,
        long replicatedIndex,
        long replicatedRoleIndex,
        long replicatedTokenIndex,
        Instant lastSuccess,
        Instant lastError) {

    /// How it travels.
    public static final StructCodec<AclReplicationStatus> CODEC = StructCodec.<AclReplicationStatus>of(
                    "ACLReplicationStatus")
            .field("Enabled", Codecs.BOOL, AclReplicationStatus::enabled)
            .field("Running", Codecs.BOOL, AclReplicationStatus::running)
            .field("SourceDatacenter", Codecs.TEXT, AclReplicationStatus::sourceDatacenter)
            .field("ReplicationType", Codecs.TEXT, AclReplicationStatus::replicationType)
            .field("ReplicatedIndex", Codecs.UINT64, AclReplicationStatus::replicatedIndex)
            .field("ReplicatedRoleIndex", Codecs.UINT64, AclReplicationStatus::replicatedRoleIndex)
            .field("ReplicatedTokenIndex", Codecs.UINT64, AclReplicationStatus::replicatedTokenIndex)
            .field("LastSuccess", Codecs.TIME, AclReplicationStatus::lastSuccess)
            .field("LastError", Codecs.TIME, AclReplicationStatus::lastError)
            .build(v -> new AclReplicationStatus(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
