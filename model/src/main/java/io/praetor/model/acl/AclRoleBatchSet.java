package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes roles (command 23).
///
/// @param allowMissingLinks whether policies may be unknown
public record AclRoleBatchSet(@Nullable List<AclRole> roles, boolean allowMissingLinks) {

    /// How it travels.
    public static final StructCodec<AclRoleBatchSet> CODEC = StructCodec.<AclRoleBatchSet>of("ACLRoleBatchSetRequest")
            .field("Roles", Codecs.list(AclRole.CODEC), AclRoleBatchSet::roles)
            .field("AllowMissingLinks", Codecs.BOOL, AclRoleBatchSet::allowMissingLinks)
            .build(v -> new AclRoleBatchSet(v.next(), v.next()));
}
