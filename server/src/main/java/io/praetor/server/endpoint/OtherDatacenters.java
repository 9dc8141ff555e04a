package io.praetor.server.endpoint;

import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.server.RequestFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// The other datacenters, as far as this server knows them.
public interface OtherDatacenters {
    /// There are none.
    OtherDatacenters NONE = new OtherDatacenters() {
        @Override
        public List<String> byDistance() {
            return List.of();
        }

        @Override
        public CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRemoteRequest request) {
            return CompletableFuture.failedFuture(RequestFailure.noPathToDatacenter());
        }
    };

    /// Their names, the nearest first.
    List<String> byDistance();

    /// Executes a prepared query in another datacenter.
    ///
    /// @return fails when that datacenter cannot answer
    CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRemoteRequest request);
}
