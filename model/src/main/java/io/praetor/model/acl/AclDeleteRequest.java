package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Deletes an object.
///
/// @param id    of a token its accessor, of an auth method its name
/// @param token the secret of whoever asks
public record AclDeleteRequest(String datacenter, String id, String token) {
    /// How deletions of tokens travel.
    public static final StructCodec<AclDeleteRequest> TOKEN = codec("ACLTokenDeleteRequest", "TokenID");

    /// How deletions of policies travel.
    public static final StructCodec<AclDeleteRequest> POLICY = codec("ACLPolicyDeleteRequest", "PolicyID");

    /// How deletions of roles travel.
    public static final StructCodec<AclDeleteRequest> ROLE = codec("ACLRoleDeleteRequest", "RoleID");

    /// How deletions of binding rules travel.
    public static final StructCodec<AclDeleteRequest> BINDING_RULE =
            codec("ACLBindingRuleDeleteRequest", "BindingRuleID");

    /// How deletions of auth methods travel.
    public static final StructCodec<AclDeleteRequest> AUTH_METHOD =
            codec("ACLAuthMethodDeleteRequest", "AuthMethodName");

    private static StructCodec<AclDeleteRequest> codec(String structure, String id) {
        return StructCodec.<AclDeleteRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclDeleteRequest::datacenter)
                .field(id, Codecs.TEXT, AclDeleteRequest::id)
                .field("Token", Codecs.TEXT, AclDeleteRequest::token)
                .build(v -> new AclDeleteRequest(v.next(), v.next(), v.next()));
    }

    /// Names the object without the secret.
    @Override
    public String toString() {
        return "AclDeleteRequest[" + datacenter + ", " + id + "]";
    }
}
