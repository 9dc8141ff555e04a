package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of tokens; at most one of the last three may be said.
///
/// @param includeLocal  those that count in this datacenter only; with neither of the two, both
/// @param includeGlobal the others
/// @param policy        the ID of one they must have
/// @param role          the ID of one they must have
/// @param authMethod    the name of the one they came from
public record AclTokenListRequest(
        String datacenter,
        boolean includeLocal,
        boolean includeGlobal,
        String policy,
        String role,
        String authMethod,
        QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<AclTokenListRequest> CODEC = StructCodec.<AclTokenListRequest>of(
                    "ACLTokenListRequest")
            .field("Datacenter", Codecs.TEXT, AclTokenListRequest::datacenter)
            .field("IncludeLocal", Codecs.BOOL, AclTokenListRequest::includeLocal)
            .field("IncludeGlobal", Codecs.BOOL, AclTokenListRequest::includeGlobal)
            .field("Policy", Codecs.TEXT, AclTokenListRequest::policy)
            .field("Role", Codecs.TEXT, AclTokenListRequest::role)
            .field("AuthMethod", Codecs.TEXT, AclTokenListRequest::authMethod)
            .embed(QueryOptions.CODEC, AclTokenListRequest::options)
            .build(v -> new AclTokenListRequest(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
