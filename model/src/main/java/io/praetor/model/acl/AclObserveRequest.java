package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Has the leader note what a token is used for, or tell what it has noted (a newer call of the API).
///
/// @param accessorId of the token
/// @param time       nanoseconds to note it from now on; 0: tell
/// @param hidden     whether to tell of what was left out of answers as well
public record AclObserveRequest(String datacenter, String accessorId, long time, boolean hidden, String token) {

    /// How it travels.
    public static final StructCodec<AclObserveRequest> CODEC = StructCodec.<AclObserveRequest>of("ACLObserveRequest")
            .field("Datacenter", Codecs.TEXT, AclObserveRequest::datacenter)
            .field("AccessorID", Codecs.TEXT, AclObserveRequest::accessorId)
            .field("Time", Codecs.DURATION, AclObserveRequest::time)
            .field("Hidden", Codecs.BOOL, AclObserveRequest::hidden)
            .field("Token", Codecs.TEXT, AclObserveRequest::token)
            .build(v -> new AclObserveRequest(v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Says nothing of the secret.
    @Override
    public String toString() {
        return "AclObserveRequest[" + accessorId + "]";
    }
}
