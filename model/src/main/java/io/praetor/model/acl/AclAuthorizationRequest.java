package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Asks what the token of the options may do.
public record AclAuthorizationRequest(
        String datacenter, @Nullable List<AclAuthorization> requests, QueryOptions options) implements ReadRequest {

    /// How it travels.
    public static final StructCodec<AclAuthorizationRequest> CODEC = StructCodec.<AclAuthorizationRequest>of(
                    "RemoteACLAuthorizationRequest")
            .field("Datacenter", Codecs.TEXT, AclAuthorizationRequest::datacenter)
            .field("Requests", Codecs.list(AclAuthorization.QUESTION), AclAuthorizationRequest::requests)
            .embed(QueryOptions.CODEC, AclAuthorizationRequest::options)
            .build(v -> new AclAuthorizationRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
