package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import org.jspecify.annotations.Nullable;

/// A token that was asked for.
///
/// @param token            null when there is none
/// @param redacted         whether its secret was left out
/// @param sourceDatacenter whose state was asked
public record AclTokenResponse(@Nullable AclToken token, boolean redacted, String sourceDatacenter, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<AclTokenResponse> CODEC = StructCodec.<AclTokenResponse>of("ACLTokenResponse")
            .field("Token", Codecs.pointer(AclToken.CODEC), AclTokenResponse::token)
            .field("Redacted", Codecs.BOOL, AclTokenResponse::redacted)
            .field("SourceDatacenter", Codecs.TEXT, AclTokenResponse::sourceDatacenter)
            .embed(QueryMeta.CODEC, AclTokenResponse::meta)
            .build(v -> new AclTokenResponse(v.next(), v.next(), v.next(), v.embedded(QueryMeta.CODEC)));
}
