package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Writes or clones a token.
///
/// @param value  for a clone, the accessor of the one to clone and perhaps a description
/// @param create whether it is a new one
/// @param token  the secret of whoever asks
public record AclTokenSetRequest(String datacenter, AclToken value, boolean create, String token) {

    /// How it travels.
    public static final StructCodec<AclTokenSetRequest> CODEC = StructCodec.<AclTokenSetRequest>of("ACLTokenSetRequest")
            .field("Datacenter", Codecs.TEXT, AclTokenSetRequest::datacenter)
            .field("ACLToken", AclToken.CODEC, AclTokenSetRequest::value)
            .field("Create", Codecs.BOOL, AclTokenSetRequest::create)
            .field("Token", Codecs.TEXT, AclTokenSetRequest::token)
            .build(v -> new AclTokenSetRequest(v.next(), v.next(), v.next(), v.next()));

    /// Names the object without the secret.
    @Override
    public String toString() {
        return "AclTokenSetRequest[" + datacenter + ", " + value + ", create=" + create + "]";
    }
}
