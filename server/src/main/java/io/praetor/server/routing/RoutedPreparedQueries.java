package io.praetor.server.routing;

import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.server.endpoint.PreparedQueries;
import java.util.concurrent.CompletableFuture;

/// Prepared queries: defined at the leader, executed there or, if a stale answer will do, here.
record RoutedPreparedQueries(Router router, PreparedQueries here, PreparedQueries there) implements PreparedQueries {
    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request) {
        return router.write(request.datacenter(), () -> here.apply(request), () -> there.apply(request));
    }

    @Override
    public CompletableFuture<PreparedQueryExplainResponse> explain(PreparedQueryExecuteRequest request) {
        return router.read(
                request.datacenter(),
                request.options().allowStale(),
                () -> here.explain(request),
                () -> there.explain(request));
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRequest request) {
        return router.read(
                request.datacenter(),
                request.options().allowStale(),
                () -> here.execute(request),
                () -> there.execute(request));
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> executeRemote(PreparedQueryExecuteRemoteRequest request) {
        return router.read(
                request.datacenter(),
                request.options().allowStale(),
                () -> here.executeRemote(request),
                () -> there.executeRemote(request));
    }
}
