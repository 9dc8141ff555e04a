package io.praetor.model.query;

import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;

/// The prepared query that a name leads to.
///
/// @param query with everything a template had to fill in
public record PreparedQueryExplainResponse(PreparedQuery query, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<PreparedQueryExplainResponse> CODEC = StructCodec.<PreparedQueryExplainResponse>of(
                    "PreparedQueryExplainResponse")
            .field("Query", PreparedQuery.CODEC, PreparedQueryExplainResponse::query)
            .embed(QueryMeta.CODEC, PreparedQueryExplainResponse::meta)
            .build(v -> new PreparedQueryExplainResponse(v.next(), v.embedded(QueryMeta.CODEC)));
}
