package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Asks which rule of which policy decides whether a token may do something (a newer call of the API).
///
/// @param accessorId of the token; empty: the one that asks
/// @param wanted     what it wants to do
public record AclWhyRequest(String datacenter, String accessorId, AclAuthorization wanted, String token) {

    /// How it travels.
    public static final StructCodec<AclWhyRequest> CODEC = StructCodec.<AclWhyRequest>of("ACLWhyRequest")
            .field("Datacenter", Codecs.TEXT, AclWhyRequest::datacenter)
            .field("AccessorID", Codecs.TEXT, AclWhyRequest::accessorId)
            .field("Wanted", AclAuthorization.QUESTION, AclWhyRequest::wanted)
            .field("Token", Codecs.TEXT, AclWhyRequest::token)
            .build(v -> new AclWhyRequest(v.next(), v.next(), v.next(), v.next()));

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclWhyRequest[" + accessorId + ", " + wanted + "]";
    }
}
