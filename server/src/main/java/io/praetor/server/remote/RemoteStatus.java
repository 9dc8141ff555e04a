package io.praetor.server.remote;

import io.praetor.model.request.DcSpecificRequest;
import io.praetor.server.endpoint.Status;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.wire.OperatorMethods;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Who leads, as the server that is asked knows it.
final class RemoteStatus implements Status {
    private final String datacenter;
    private final MethodCalls servers;

    RemoteStatus(String datacenter, MethodCalls servers) {
        this.datacenter = datacenter;
        this.servers = servers;
    }

    @Override
    public CompletableFuture<String> leader(@Nullable String wanted) {
        return servers.call(OperatorMethods.STATUS_LEADER, request(wanted));
    }

    @Override
    public CompletableFuture<List<String>> peers(@Nullable String wanted) {
        return servers.call(OperatorMethods.STATUS_PEERS, request(wanted));
    }

    private DcSpecificRequest request(@Nullable String wanted) {
        String name = WireOptions.named(wanted, datacenter);
        return WireOptions.request(ReadOptions.NOW, name);
    }
}
