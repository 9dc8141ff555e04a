package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A read of several objects by their IDs.
public record AclBatchGetRequest(
        String datacenter, @Nullable List<String> ids, QueryOptions options) implements ReadRequest {
    /// How reads of tokens travel.
    public static final StructCodec<AclBatchGetRequest> TOKENS = codec("ACLTokenBatchGetRequest", "AccessorIDs");

    /// How reads of policies travel.
    public static final StructCodec<AclBatchGetRequest> POLICIES = codec("ACLPolicyBatchGetRequest", "PolicyIDs");

    /// How reads of roles travel.
    public static final StructCodec<AclBatchGetRequest> ROLES = codec("ACLRoleBatchGetRequest", "RoleIDs");

    private static StructCodec<AclBatchGetRequest> codec(String structure, String ids) {
        return StructCodec.<AclBatchGetRequest>of(structure)
                .field("Datacenter", Codecs.TEXT, AclBatchGetRequest::datacenter)
                .field(ids, Codecs.TEXTS, AclBatchGetRequest::ids)
                .embed(QueryOptions.CODEC, AclBatchGetRequest::options)
                .build(v -> new AclBatchGetRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
    }

    /// The IDs, none for nil.
    public List<String> wanted() {
        return ids == null ? List.of() : ids;
    }
}
