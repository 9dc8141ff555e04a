package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryOptions;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Asks for the first token that may do everything. In 1.9 it is a `DCSpecificRequest`, of which only the datacenter
/// counts.
///
/// @param secret that the token shall have; empty: one by chance (later versions)
public record AclBootstrapTokensRequest(
        String datacenter,
        @Nullable Map<String, String> nodeMetaFilters,
        QuerySource source,
        String secret,
        QueryOptions options) {

    /// How it travels.
    public static final StructCodec<AclBootstrapTokensRequest> CODEC = StructCodec.<AclBootstrapTokensRequest>of(
                    "DCSpecificRequest")
            .field("Datacenter", Codecs.TEXT, AclBootstrapTokensRequest::datacenter)
            .field("NodeMetaFilters", Codecs.TEXT_MAP, AclBootstrapTokensRequest::nodeMetaFilters)
            .field("Source", QuerySource.CODEC, AclBootstrapTokensRequest::source)
            .field("BootstrapSecret", Codecs.TEXT, AclBootstrapTokensRequest::secret)
            .sparse()
            .embed(QueryOptions.CODEC, AclBootstrapTokensRequest::options)
            .build(v -> new AclBootstrapTokensRequest(
                    v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));

    /// Asks in a datacenter.
    public static AclBootstrapTokensRequest of(String datacenter, String secret) {
        return new AclBootstrapTokensRequest(datacenter, null, QuerySource.NONE, secret, QueryOptions.NONE);
    }

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclBootstrapTokensRequest[" + datacenter + "]";
    }
}
