package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read of one stored query.
///
/// @param queryId a UUID
public record PreparedQuerySpecificRequest(String datacenter, String queryId, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<PreparedQuerySpecificRequest> CODEC = StructCodec.<PreparedQuerySpecificRequest>of(
                    "PreparedQuerySpecificRequest")
            .field("Datacenter", Codecs.TEXT, PreparedQuerySpecificRequest::datacenter)
            .field("QueryID", Codecs.TEXT, PreparedQuerySpecificRequest::queryId)
            .embed(QueryOptions.CODEC, PreparedQuerySpecificRequest::options)
            .build(v -> new PreparedQuerySpecificRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
