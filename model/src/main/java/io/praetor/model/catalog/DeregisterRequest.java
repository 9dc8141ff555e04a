package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Removes a service with its checks, else a check, else a whole node (command 1).
///
/// @param address ignored, and said in JSON only
/// @param serviceId the service to remove, or empty
/// @param checkId the check to remove when no service is named, or empty
public record DeregisterRequest(
        String datacenter, String node, String address, String serviceId, String checkId, String token) {

    /// How it travels.
    public static final StructCodec<DeregisterRequest> CODEC = StructCodec.<DeregisterRequest>of("DeregisterRequest")
            .field("Datacenter", Codecs.TEXT, DeregisterRequest::datacenter)
            .field("Node", Codecs.TEXT, DeregisterRequest::node)
            .field("Address", Codecs.TEXT, DeregisterRequest::address)
            .jsonOnly()
            .field("ServiceID", Codecs.TEXT, DeregisterRequest::serviceId)
            .field("CheckID", Codecs.TEXT, DeregisterRequest::checkId)
            .field("Token", Codecs.TEXT, DeregisterRequest::token)
            .build(v -> new DeregisterRequest(v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
