package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Deletes objects (commands 18, 20, 24, 26 and 28).
///
/// @param ids of tokens their accessors, of auth methods their names
public record AclBatchDelete(@Nullable List<String> ids) {
    /// How deletions of tokens travel.
    public static final StructCodec<AclBatchDelete> TOKENS = codec("ACLTokenBatchDeleteRequest", "TokenIDs");

    /// How deletions of policies travel.
    public static final StructCodec<AclBatchDelete> POLICIES = codec("ACLPolicyBatchDeleteRequest", "PolicyIDs");

    /// How deletions of roles travel.
    public static final StructCodec<AclBatchDelete> ROLES = codec("ACLRoleBatchDeleteRequest", "RoleIDs");

    /// How deletions of binding rules travel.
    public static final StructCodec<AclBatchDelete> BINDING_RULES =
            codec("ACLBindingRuleBatchDeleteRequest", "BindingRuleIDs");

    /// How deletions of auth methods travel.
    public static final StructCodec<AclBatchDelete> AUTH_METHODS =
            codec("ACLAuthMethodBatchDeleteRequest", "AuthMethodNames");

    private static StructCodec<AclBatchDelete> codec(String structure, String field) {
        return StructCodec.<AclBatchDelete>of(structure)
                .field(field, Codecs.TEXTS, AclBatchDelete::ids)
                .build(v -> new AclBatchDelete(v.next()));
    }

    /// One object.
    public static AclBatchDelete of(String id) {
        return new AclBatchDelete(List.of(id));
    }

    /// The IDs, none for nil.
    public List<String> unwanted() {
        return ids == null ? List.of() : ids;
    }
}
