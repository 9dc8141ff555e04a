package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Makes the first token that may do everything (command 11).
///
/// @param resetIndex that of the bootstrap before, to do it again; else 0
public record AclBootstrapRequest(AclToken token, long resetIndex) {

    /// How it travels.
    public static final StructCodec<AclBootstrapRequest> CODEC = StructCodec.<AclBootstrapRequest>of(
                    "ACLTokenBootstrapRequest")
            .field("Token", AclToken.CODEC, AclBootstrapRequest::token)
            .field("ResetIndex", Codecs.UINT64, AclBootstrapRequest::resetIndex)
            .build(v -> new AclBootstrapRequest(v.next(), v.next()));
}
