package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Somebody whom a provider has sent back.
///
/// @param state       as the browser brought it
/// @param code        to be exchanged with the provider; a secret
/// @param clientNonce as in the first step
public record AclOidcCallbackParams(String authMethod, String state, String code, String clientNonce) {

    /// How it travels.
    public static final StructCodec<AclOidcCallbackParams> CODEC = StructCodec.<AclOidcCallbackParams>of(
                    "ACLOIDCCallbackParams")
            .field("AuthMethod", Codecs.TEXT, AclOidcCallbackParams::authMethod)
            .field("State", Codecs.TEXT, AclOidcCallbackParams::state)
            .field("Code", Codecs.TEXT, AclOidcCallbackParams::code)
            .field("ClientNonce", Codecs.TEXT, AclOidcCallbackParams::clientNonce)
            .omitEmpty()
            .build(v -> new AclOidcCallbackParams(v.next(), v.next(), v.next(), v.next()));

    /// Names the method without the secrets.
    @Override
    public String toString() {
        return "AclOidcCallbackParams[" + authMethod + "]";
    }
}
