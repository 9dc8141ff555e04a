package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of a key, or of all with this beginning.
public record KeyRequest(String datacenter, String key, QueryOptions options) implements ReadRequest {

    /// How it travels.
    public static final StructCodec<KeyRequest> CODEC = StructCodec.<KeyRequest>of("KeyRequest")
            .field("Datacenter", Codecs.TEXT, KeyRequest::datacenter)
            .field("Key", Codecs.TEXT, KeyRequest::key)
            .embed(QueryOptions.CODEC, KeyRequest::options)
            .build(v -> new KeyRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
