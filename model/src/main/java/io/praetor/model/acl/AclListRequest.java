package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of all objects of a kind, or of those that have to do with one of another kind.
///
/// @param of of roles: the ID of a policy they must have; of binding rules: the name of their auth method; empty: all
public record AclListRequest(String datacenter, String of, QueryOptions options) implements ReadRequest {
    /// How lists of policies are asked for.
    public static final StructCodec<AclListRequest> POLICIES = codec("ACLPolicyListRequest");

    /// How lists of roles are asked for.
    public static final StructCodec<AclListRequest> ROLES = codec("ACLRoleListRequest", "Policy");

    /// How lists of binding rules are asked for.
    public static final StructCodec<AclListRequest> BINDING_RULES = codec("ACLBindingRuleListRequest", "AuthMethod");

    /// How lists of auth methods are asked for.
    public static final StructCodec<AclListRequest> AUTH_METHODS = codec("ACLAuthMethodListRequest");

    private static StructCodec<AclListRequest> codec(String structure) {
        return StructCodec.<AclListRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclListRequest::datacenter)
                .embed(QueryOptions.CODEC, AclListRequest::options)
                .build(v -> new AclListRequest(v.next(), "", v.embedded(QueryOptions.CODEC)));
    }

    private static StructCodec<AclListRequest> codec(String structure, String of) {
        return StructCodec.<AclListRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclListRequest::datacenter)
                .field(of, Codecs.TEXT, AclListRequest::of)
                .embed(QueryOptions.CODEC, AclListRequest::options)
                .build(v -> new AclListRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
    }
}
