package io.praetor.model.event;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import org.jspecify.annotations.Nullable;

/// Tells every member of a datacenter's gossip pool a user event.
///
/// @param name    of the event
/// @param payload a [UserEventPayload]; null for none
public record EventFireRequest(
        String datacenter, String name, @Nullable Bytes payload, QueryOptions options) implements ReadRequest {

    /// How it travels.
    public static final StructCodec<EventFireRequest> CODEC = StructCodec.<EventFireRequest>of("EventFireRequest")
            .field("Datacenter", Codecs.TEXT, EventFireRequest::datacenter)
            .field("Name", Codecs.TEXT, EventFireRequest::name)
            .field("Payload", Codecs.BYTES, EventFireRequest::payload)
            .embed(QueryOptions.CODEC, EventFireRequest::options)
            .build(v -> new EventFireRequest(v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
