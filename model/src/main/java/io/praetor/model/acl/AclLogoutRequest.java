package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A logout.
///
/// @param token the secret of the token to end
public record AclLogoutRequest(String datacenter, String token) {

    /// How it travels.
    public static final StructCodec<AclLogoutRequest> CODEC = StructCodec.<AclLogoutRequest>of("ACLLogoutRequest")
            .field("Datacenter", Codecs.TEXT, AclLogoutRequest::datacenter)
            .field("Token", Codecs.TEXT, AclLogoutRequest::token)
            .build(v -> new AclLogoutRequest(v.next(), v.next()));

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclLogoutRequest[" + datacenter + "]";
    }
}
