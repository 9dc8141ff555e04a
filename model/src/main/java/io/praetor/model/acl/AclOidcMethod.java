package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// An auth method that people sign in by, as the web interface offers it.
///
/// @param kind which well-known provider it is: `auth0`, `google`, `microsoft` or `okta`; empty: another
public record AclOidcMethod(String name, String displayName, String kind) {

    /// How it travels.
    public static final StructCodec<AclOidcMethod> CODEC = StructCodec.<AclOidcMethod>of("OIDCAuthMethod")
            .field("Name", Codecs.TEXT, AclOidcMethod::name)
            .field("DisplayName", Codecs.TEXT, AclOidcMethod::displayName)
            .field("Kind", Codecs.TEXT, AclOidcMethod::kind)
            .build(v -> new AclOidcMethod(v.next(), v.next(), v.next()));
}
