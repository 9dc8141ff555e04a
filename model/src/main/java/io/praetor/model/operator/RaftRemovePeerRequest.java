package io.praetor.model.operator;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Takes a server out of the Raft configuration by ID or address.
public record RaftRemovePeerRequest(String datacenter, String address, String id, String token) {

    /// How it travels.
    public static final StructCodec<RaftRemovePeerRequest> CODEC = StructCodec.<RaftRemovePeerRequest>of(
                    "RaftRemovePeerRequest")
            .field("Datacenter", Codecs.TEXT, RaftRemovePeerRequest::datacenter)
            .field("Address", Codecs.TEXT, RaftRemovePeerRequest::address)
            .field("ID", Codecs.TEXT, RaftRemovePeerRequest::id)
            .field("Token", Codecs.TEXT, RaftRemovePeerRequest::token)
            .build(v -> new RaftRemovePeerRequest(v.next(), v.next(), v.next(), v.next()));
}
