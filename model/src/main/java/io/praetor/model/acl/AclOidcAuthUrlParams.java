package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Somebody who wants to sign in with a provider.
///
/// @param redirectUri where the provider shall send the browser back to
/// @param clientNonce to be named again when the code is exchanged; may be empty
/// @param meta        remembered in the token's description
public record AclOidcAuthUrlParams(
        String authMethod,
        String redirectUri,
        String clientNonce,
        @Nullable Map<String, String> meta) {

    /// How it travels.
    public static final StructCodec<AclOidcAuthUrlParams> CODEC = StructCodec.<AclOidcAuthUrlParams>of(
                    "ACLOIDCAuthURLParams")
            .field("AuthMethod", Codecs.TEXT, AclOidcAuthUrlParams::authMethod)
            .field("RedirectURI", Codecs.TEXT, AclOidcAuthUrlParams::redirectUri)
            .field("ClientNonce", Codecs.TEXT, AclOidcAuthUrlParams::clientNonce)
            .omitEmpty()
            .field("Meta", Codecs.TEXT_MAP, AclOidcAuthUrlParams::meta)
            .omitEmpty()
            .build(v -> new AclOidcAuthUrlParams(v.next(), v.next(), v.next(), v.next()));

    /// Names the method without the nonce.
    @Override
    public String toString() {
        return "AclOidcAuthUrlParams[" + authMethod + "]";
    }
}
