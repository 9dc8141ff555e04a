package io.praetor.server.remote;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.rpc.ByteStream;
import io.praetor.rpc.RpcClient;
import io.praetor.rpc.RpcError;
import io.praetor.server.RequestFailure;
import io.praetor.server.limit.RequestLimits;
import io.praetor.server.limit.TokenBucket;
import io.praetor.server.wire.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A client agent's calls (`rpc.md` §6): the first server of the list is asked, and another one when it fails and the
/// call may be tried again.
public final class ServerListCalls implements Calls {
    private static final Logger LOG = LoggerFactory.getLogger(ServerListCalls.class);

    private final ServerList servers;
    private final RpcClient client;
    private final TokenBucket limit;
    private final Trip.Rules rules;
    private final Counter asked;
    private final Counter exceeded;
    private final Counter failed;

    /// @param limit how often servers may be called (`limits.rpc_rate`, `limits.rpc_max_burst`)
    public ServerListCalls(
            ServerList servers, RpcClient client, TokenBucket limit, Trip.Rules rules, Telemetry telemetry) {
        this.servers = servers;
        this.client = client;
        this.limit = limit;
        this.rules = rules;
        asked = telemetry.counter("client.rpc");
        exceeded = telemetry.counter("client.rpc.exceeded");
        failed = telemetry.counter("client.rpc.failed");
    }

    @Override
    public CompletableFuture<byte[]> call(Method method, byte[] body, Duration timeout) {
        return CallTrip.start(rules, method.isRead(), () -> {
            RpcClient.Server server = next();
            CompletableFuture<byte[]> reply = client.call(server, method.name(), body, timeout);
            var _ = reply.whenComplete((_, failure) -> {
                if (failure != null && !reply.isCancelled()) {
                    failed(server, method.name(), failure);
                }
            });
            return reply;
        });
    }

    private RpcClient.Server next() {
        RpcClient.Server server = servers.first();
        if (server == null) {
            throw RequestFailure.internal("No known Consul servers");
        }
        asked.increment();
        if (!limit.take()) {
            exceeded.increment();
            throw new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "RPC rate limit exceeded");
        }
        return server;
    }

    private void failed(RpcClient.Server server, String method, Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        failed.increment();
        LOG.atError()
                .addKeyValue("method", method)
                .addKeyValue("server", server.address())
                .addKeyValue("error", cause == null ? "" : cause.getMessage())
                .log("RPC failed to server");
        // a server that refuses a request is as good as another; one that has no leader may be cut off, and one that
        // has
        // too much to do is to be left alone
        if (!(cause instanceof RpcError refused)
                || refused.text().contains("No cluster leader")
                || refused.text().contains(RequestLimits.ELSEWHERE)) {
            servers.failed(server);
        }
    }

    @Override
    public ByteStream snapshot() throws IOException {
        RpcClient.Server server = next();
        try {
            return client.snapshot(server);
        } catch (IOException e) {
            failed(server, "snapshot", e);
            throw e;
        }
    }
}
