package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// A login.
///
/// @param token must be empty: whoever has a token need not log in
public record AclLoginRequest(String datacenter, @Nullable AclLoginParams auth, String token) {

    /// How it travels.
    public static final StructCodec<AclLoginRequest> CODEC = StructCodec.<AclLoginRequest>of("ACLLoginRequest")
            .field("Datacenter", Codecs.TEXT, AclLoginRequest::datacenter)
            .field("Auth", Codecs.pointer(AclLoginParams.CODEC), AclLoginRequest::auth)
            .field("Token", Codecs.TEXT, AclLoginRequest::token)
            .build(v -> new AclLoginRequest(v.next(), v.next(), v.next()));

    /// Names the method without the secrets.
    @Override
    public String toString() {
        return "AclLoginRequest[" + datacenter + ", " + auth + "]";
    }
}
