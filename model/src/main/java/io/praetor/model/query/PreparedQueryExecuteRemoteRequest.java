package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// Executes a prepared query of another datacenter, whose own instances are gone.
///
/// @param datacenter that executes it
/// @param query      with everything a template had to fill in
/// @param limit      the most instances; 0: all
public record PreparedQueryExecuteRemoteRequest(
        String datacenter, PreparedQuery query, int limit, boolean connect, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<PreparedQueryExecuteRemoteRequest> CODEC =
            StructCodec.<PreparedQueryExecuteRemoteRequest>of("PreparedQueryExecuteRemoteRequest")
                    .field("Datacenter", Codecs.TEXT, PreparedQueryExecuteRemoteRequest::datacenter)
                    .field("Query", PreparedQuery.CODEC, PreparedQueryExecuteRemoteRequest::query)
                    .field("Limit", Codecs.INT, PreparedQueryExecuteRemoteRequest::limit)
                    .field("Connect", Codecs.BOOL, PreparedQueryExecuteRemoteRequest::connect)
                    .embed(QueryOptions.CODEC, PreparedQueryExecuteRemoteRequest::options)
                    .build(v -> new PreparedQueryExecuteRemoteRequest(
                            v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
