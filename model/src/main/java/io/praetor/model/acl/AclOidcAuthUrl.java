package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Where somebody signs in.
public record AclOidcAuthUrl(String authUrl) {

    /// How it travels.
    public static final StructCodec<AclOidcAuthUrl> CODEC = StructCodec.<AclOidcAuthUrl>of("ACLOIDCAuthURLResponse")
            .field("AuthURL", Codecs.TEXT, AclOidcAuthUrl::authUrl)
            .build(v -> new AclOidcAuthUrl(v.next()));

    /// Keeps the state in it to itself.
    @Override
    public String toString() {
        return "AclOidcAuthUrl";
    }
}
