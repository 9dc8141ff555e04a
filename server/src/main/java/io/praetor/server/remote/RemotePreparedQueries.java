package io.praetor.server.remote;

import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.server.endpoint.PreparedQueries;
import io.praetor.server.wire.PreparedQueryMethods;
import java.util.concurrent.CompletableFuture;

/// Prepared queries that servers execute.
final class RemotePreparedQueries implements PreparedQueries {
    private final MethodCalls servers;

    RemotePreparedQueries(MethodCalls servers) {
        this.servers = servers;
    }

    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request) {
        return servers.call(PreparedQueryMethods.APPLY, request);
    }

    @Override
    public CompletableFuture<PreparedQueryExplainResponse> explain(PreparedQueryExecuteRequest request) {
        return servers.call(PreparedQueryMethods.EXPLAIN, request);
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRequest request) {
        return servers.call(PreparedQueryMethods.EXECUTE, request);
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> executeRemote(PreparedQueryExecuteRemoteRequest request) {
        return servers.call(PreparedQueryMethods.EXECUTE_REMOTE, request);
    }
}
