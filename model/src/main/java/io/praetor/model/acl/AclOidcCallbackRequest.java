package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// The second step of signing in with a provider.
///
/// @param token must be empty: whoever has a token need not sign in
public record AclOidcCallbackRequest(
        String datacenter, @Nullable AclOidcCallbackParams auth, String token) {

    /// How it travels.
    public static final StructCodec<AclOidcCallbackRequest> CODEC = StructCodec.<AclOidcCallbackRequest>of(
                    "ACLOIDCCallbackRequest")
            .field("Datacenter", Codecs.TEXT, AclOidcCallbackRequest::datacenter)
            .field("Auth", Codecs.pointer(AclOidcCallbackParams.CODEC), AclOidcCallbackRequest::auth)
            .field("Token", Codecs.TEXT, AclOidcCallbackRequest::token)
            .build(v -> new AclOidcCallbackRequest(v.next(), v.next(), v.next()));

    /// Names the method without the secrets.
    @Override
    public String toString() {
        return "AclOidcCallbackRequest[" + datacenter + ", " + auth + "]";
    }
}
