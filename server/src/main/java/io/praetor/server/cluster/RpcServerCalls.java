package io.praetor.server.cluster;

import io.praetor.gossip.consul.ServerTags;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.operator.ServerStats;
import io.praetor.rpc.RpcClient;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// [ServerCalls] over the server port (`rpc.md` §7, Status).
public final class RpcServerCalls implements ServerCalls {

    /// An empty map: both methods need nothing to be said.
    private static final byte[] NOTHING = {(byte) 0x80};

    private final RpcClient client;

    public RpcServerCalls(RpcClient client) {
        this.client = client;
    }

    @Override
    public CompletableFuture<List<String>> peers(ServerTags server, Duration timeout) {
        return this.<@Nullable List<String>>call(server, "Status.Peers", Codecs.TEXTS, timeout)
                .thenApply(peers -> peers == null ? List.of() : peers);
    }

    @Override
    public CompletableFuture<ServerStats> raftStats(ServerTags server, Duration timeout) {
        return call(server, "Status.RaftStats", ServerStats.CODEC, timeout);
    }

    private <T extends @Nullable Object> CompletableFuture<T> call(
            ServerTags server, String method, Codec<T> reply, Duration timeout) {
        RpcClient.Server to = new RpcClient.Server(
                server.shortName(),
                server.datacenter(),
                new InetSocketAddress(server.rpc().address(), server.rpc().port()));
        return client.call(to, method, NOTHING.clone(), timeout).thenCompose(body -> {
            try {
                return CompletableFuture.completedFuture(reply.unpack(new PackReader(body, 0, body.length)));
            } catch (DecodeException e) {
                return CompletableFuture.failedFuture(e);
            }
        });
    }
}
