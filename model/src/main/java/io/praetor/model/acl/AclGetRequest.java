package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of one object.
///
/// @param id   of the object, or empty where it is read by its name; of an auth method, its name
/// @param name of the object, where it can be read by it; of a token, which of its IDs `id` is
public record AclGetRequest(String datacenter, String id, String name, QueryOptions options) implements ReadRequest {
    /// Says of a token that it is read by its accessor.
    public static final String BY_ACCESSOR = "accessor";

    /// Says of a token that it is read by its secret.
    public static final String BY_SECRET = "secret";

    /// How reads of tokens travel.
    public static final StructCodec<AclGetRequest> TOKEN = codec("ACLTokenGetRequest", "TokenID", "TokenIDType");

    /// How reads of policies travel.
    public static final StructCodec<AclGetRequest> POLICY = codec("ACLPolicyGetRequest", "PolicyID", "PolicyName");

    /// How reads of roles travel.
    public static final StructCodec<AclGetRequest> ROLE = codec("ACLRoleGetRequest", "RoleID", "RoleName");

    /// How reads of binding rules travel.
    public static final StructCodec<AclGetRequest> BINDING_RULE = codec("ACLBindingRuleGetRequest", "BindingRuleID");

    /// How reads of auth methods travel.
    public static final StructCodec<AclGetRequest> AUTH_METHOD = codec("ACLAuthMethodGetRequest", "AuthMethodName");

    /// How reads of tokens in the old form travel.
    public static final StructCodec<AclGetRequest> LEGACY = codec("ACLSpecificRequest", "ACL");

    private static StructCodec<AclGetRequest> codec(String structure, String id, String name) {
        return StructCodec.<AclGetRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclGetRequest::datacenter)
                .field(id, Codecs.TEXT, AclGetRequest::id)
                .field(name, Codecs.TEXT, AclGetRequest::name)
                .embed(QueryOptions.CODEC, AclGetRequest::options)
                .build(v -> new AclGetRequest(v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
    }

    private static StructCodec<AclGetRequest> codec(String structure, String id) {
        return StructCodec.<AclGetRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclGetRequest::datacenter)
                .field(id, Codecs.TEXT, AclGetRequest::id)
                .embed(QueryOptions.CODEC, AclGetRequest::options)
                .build(v -> new AclGetRequest(v.next(), v.next(), "", v.embedded(QueryOptions.CODEC)));
    }

    /// Says only what is asked for: an ID may be a secret.
    @Override
    public String toString() {
        return "AclGetRequest[" + datacenter + ", " + name + "]";
    }
}
