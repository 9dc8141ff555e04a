package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// Executes or explains a prepared query.
///
/// @param datacenter    that executes it; empty: that of the server asked
/// @param queryIdOrName a UUID, a name, or a name that a template answers
/// @param limit         the most instances; 0: all
/// @param connect       whether to find what serves the service over the mesh, even if the query does not say so
/// @param source        who asks; its node goes before what the query says
/// @param agent         the agent that was asked: `_agent` in a query, `agent.segment` in a template
public record PreparedQueryExecuteRequest(
        String datacenter,
        String queryIdOrName,
        int limit,
        boolean connect,
        QuerySource source,
        QuerySource agent,
        QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<PreparedQueryExecuteRequest> CODEC = StructCodec.<PreparedQueryExecuteRequest>of(
                    "PreparedQueryExecuteRequest")
            .field("Datacenter", Codecs.TEXT, PreparedQueryExecuteRequest::datacenter)
            .field("QueryIDOrName", Codecs.TEXT, PreparedQueryExecuteRequest::queryIdOrName)
            .field("Limit", Codecs.INT, PreparedQueryExecuteRequest::limit)
            .field("Connect", Codecs.BOOL, PreparedQueryExecuteRequest::connect)
            .field("Source", QuerySource.CODEC, PreparedQueryExecuteRequest::source)
            .field("Agent", QuerySource.CODEC, PreparedQueryExecuteRequest::agent)
            .embed(QueryOptions.CODEC, PreparedQueryExecuteRequest::options)
            .build(v -> new PreparedQueryExecuteRequest(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
