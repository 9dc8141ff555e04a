package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Tokens that were asked for.
///
/// @param redacted whether secrets were left out
/// @param removed  whether tokens were left out
public record AclTokenBatchResponse(
        @Nullable List<AclToken> tokens, boolean redacted, boolean removed, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<AclTokenBatchResponse> CODEC = StructCodec.<AclTokenBatchResponse>of(
                    "ACLTokenBatchResponse")
            .field("Tokens", Codecs.list(AclToken.CODEC), AclTokenBatchResponse::tokens)
            .field("Redacted", Codecs.BOOL, AclTokenBatchResponse::redacted)
            .field("Removed", Codecs.BOOL, AclTokenBatchResponse::removed)
            .embed(QueryMeta.CODEC, AclTokenBatchResponse::meta)
            .build(v -> new AclTokenBatchResponse(v.next(), v.next(), v.next(), v.embedded(QueryMeta.CODEC)));
}
