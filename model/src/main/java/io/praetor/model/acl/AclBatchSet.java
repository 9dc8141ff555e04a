package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Writes objects that need no more said about it (commands 19, 25 and 27).
///
/// @param <T> the object
public record AclBatchSet<T>(@Nullable List<T> values) {
    /// How writes of policies travel.
    public static final StructCodec<AclBatchSet<AclPolicy>> POLICIES =
            codec("ACLPolicyBatchSetRequest", "Policies", AclPolicy.CODEC);

    /// How writes of binding rules travel.
    public static final StructCodec<AclBatchSet<AclBindingRule>> BINDING_RULES =
            codec("ACLBindingRuleBatchSetRequest", "BindingRules", AclBindingRule.CODEC);

    /// How writes of auth methods travel.
    public static final StructCodec<AclBatchSet<AclAuthMethod>> AUTH_METHODS =
            codec("ACLAuthMethodBatchSetRequest", "AuthMethods", AclAuthMethod.CODEC);

    private static <T> StructCodec<AclBatchSet<T>> codec(String structure, String field, StructCodec<T> value) {
        return StructCodec.<AclBatchSet<T>>of(structure)
                .field(field, Codecs.list(value), AclBatchSet::values)
                .build(v -> new AclBatchSet<T>(v.next()));
    }

    /// One object.
    public static <T> AclBatchSet<T> of(T value) {
        return new AclBatchSet<>(List.of(value));
    }
}
