package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// The first step of signing in with a provider.
///
/// @param token must be empty: whoever has a token need not sign in
public record AclOidcAuthUrlRequest(
        String datacenter, @Nullable AclOidcAuthUrlParams auth, String token) {

    /// How it travels.
    public static final StructCodec<AclOidcAuthUrlRequest> CODEC = StructCodec.<AclOidcAuthUrlRequest>of(
                    "ACLOIDCAuthURLRequest")
            .field("Datacenter", Codecs.TEXT, AclOidcAuthUrlRequest::datacenter)
            .field("Auth", Codecs.pointer(AclOidcAuthUrlParams.CODEC), AclOidcAuthUrlRequest::auth)
            .field("Token", Codecs.TEXT, AclOidcAuthUrlRequest::token)
            .build(v -> new AclOidcAuthUrlRequest(v.next(), v.next(), v.next()));

    /// Names the method without the secrets.
    @Override
    public String toString() {
        return "AclOidcAuthUrlRequest[" + datacenter + ", " + auth + "]";
    }
}
