package io.praetor.server.endpoint;

import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import java.util.concurrent.CompletableFuture;

/// Prepared queries: their definitions, and finding instances with them (`http-api.md` §15, `server.md` §9). Futures
/// fail with a [io.praetor.server.RequestFailure].
public interface PreparedQueries {
    /// Makes, replaces or ends a definition.
    ///
    /// @return its ID
    CompletableFuture<String> apply(PreparedQueryRequest request);

    /// The query that a name leads to.
    CompletableFuture<PreparedQueryExplainResponse> explain(PreparedQueryExecuteRequest request);

    /// The instances that a name leads to, here or, when there are none here, in the datacenters the query names.
    CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRequest request);

    /// The instances that another datacenter's query finds here.
    CompletableFuture<PreparedQueryExecuteResponse> executeRemote(PreparedQueryExecuteRemoteRequest request);
}
