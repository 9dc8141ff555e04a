package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Writes an object.
///
/// @param value without an ID to make a new one
/// @param token the secret of whoever asks
/// @param <T>   the object
public record AclSetRequest<T>(String datacenter, T value, String token) {
    /// How writes of policies travel.
    public static final StructCodec<AclSetRequest<AclPolicy>> POLICY =
            codec("ACLPolicySetRequest", "Policy", AclPolicy.CODEC);

    /// How writes of roles travel.
    public static final StructCodec<AclSetRequest<AclRole>> ROLE = codec("ACLRoleSetRequest", "Role", AclRole.CODEC);

    /// How writes of binding rules travel.
    public static final StructCodec<AclSetRequest<AclBindingRule>> BINDING_RULE =
            codec("ACLBindingRuleSetRequest", "BindingRule", AclBindingRule.CODEC);

    /// How writes of auth methods travel.
    public static final StructCodec<AclSetRequest<AclAuthMethod>> AUTH_METHOD =
            codec("ACLAuthMethodSetRequest", "AuthMethod", AclAuthMethod.CODEC);

    private static <T> StructCodec<AclSetRequest<T>> codec(String structure, String field, StructCodec<T> value) {
        return StructCodec.<AclSetRequest<T>>of(structure)
                .field("Datacenter", Codecs.TEXT, AclSetRequest::datacenter)
                .field(field, value, AclSetRequest::value)
                .field("Token", Codecs.TEXT, AclSetRequest::token)
                .build(v -> new AclSetRequest<>(v.next(), v.next(), v.next()));
    }

    /// Names the object without the secret.
    @Override
    public String toString() {
        return "AclSetRequest[" + datacenter + ", " + value + "]";
    }
}
