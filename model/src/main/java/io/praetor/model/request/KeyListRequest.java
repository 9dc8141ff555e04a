package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of the names of keys.
///
/// @param separator where names are cut; empty: not at all
public record KeyListRequest(String datacenter, String prefix, String separator, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<KeyListRequest> CODEC = StructCodec.<KeyListRequest>of("KeyListRequest")
            .field("Datacenter", Codecs.TEXT, KeyListRequest::datacenter)
            .field("Prefix", Codecs.TEXT, KeyListRequest::prefix)
            .field("Seperator", Codecs.TEXT, KeyListRequest::separator)
            .embed(QueryOptions.CODEC, KeyListRequest::options)
            .build(v -> new KeyListRequest(v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
