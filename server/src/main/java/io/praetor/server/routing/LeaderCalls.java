package io.praetor.server.routing;

import io.praetor.raft.PeerAddress;
import io.praetor.raft.ReplicatedLog;
import io.praetor.rpc.ByteStream;
import io.praetor.rpc.RpcClient;
import io.praetor.server.RequestFailure;
import io.praetor.server.Scheduler;
import io.praetor.server.remote.Calls;
import io.praetor.server.wire.EnrolmentMethods;
import io.praetor.server.wire.Method;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Calls of the leader, if one is known that is not this server. One attempt each: whether there is another is for the
/// [Router] to say.
///
/// A leader that stands still or is cut off answers nothing and closes no connection. A call that changes nothing is
/// therefore given up, as if nobody led, once another server is known to lead: what blocks there would miss everything.
public final class LeaderCalls implements Calls {
    /// Between looks at who leads, while calls are under way.
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final String self;
    private final ReplicatedLog log;
    private final ServerLookup servers;
    private final RpcClient client;
    private final Scheduler scheduler;
    private final Set<Open> open = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();

    /// A call under way that may be given up.
    private static final class Open {
        final String leader;
        final CompletableFuture<byte[]> reply;
        final CompletableFuture<byte[]> result = new CompletableFuture<>();

        Open(String leader, CompletableFuture<byte[]> reply) {
            this.leader = leader;
            this.reply = reply;
        }
    }

    /// @param self this server's ID
    public LeaderCalls(String self, ReplicatedLog log, ServerLookup servers, RpcClient client, Scheduler scheduler) {
        this.self = self;
        this.log = log;
        this.servers = servers;
        this.client = client;
        this.scheduler = scheduler;
    }

    @Override
    public CompletableFuture<byte[]> call(Method method, byte[] body, Duration timeout) {
        PeerAddress leader = log.status().leader();
        RpcClient.Server server = server(leader);
        if (leader == null || server == null) {
            return CompletableFuture.failedFuture(RequestFailure.noLeader());
        }
        CompletableFuture<byte[]> reply = EnrolmentMethods.ALL.contains(method)
                ? client.callUnverified(server, method.name(), body, timeout)
                : client.call(server, method.name(), body, timeout);
        return method.isRead() ? followed(new Open(leader.id(), reply)) : reply;
    }

    private CompletableFuture<byte[]> followed(Open call) {
        open.add(call);
        var _ = call.reply.whenComplete((bytes, failure) -> {
            if (failure != null) {
                call.result.completeExceptionally(failure);
            } else {
                call.result.complete(bytes);
            }
        });
        var _ = call.result.whenComplete((_, _) -> {
            open.remove(call);
            call.reply.cancel(false);
        });
        lookLater();
        return call.result;
    }

    private void lookLater() {
        if (!open.isEmpty() && looking.compareAndSet(false, true)) {
            var _ = scheduler.after(LOOK, this::look);
        }
    }

    private void look() {
        PeerAddress leader = log.status().leader();
        if (leader != null) {
            for (Open call : open) {
                if (!call.leader.equals(leader.id())) {
                    call.result.completeExceptionally(RequestFailure.noLeader());
                }
            }
        }
        looking.set(false);
        lookLater();
    }

    @Override
    public ByteStream snapshot() throws IOException {
        RpcClient.Server leader = server(log.status().leader());
        if (leader == null) {
            throw RequestFailure.noLeader();
        }
        return client.snapshot(leader);
    }

    private RpcClient.@Nullable Server server(@Nullable PeerAddress leader) {
        return leader == null || leader.id().equals(self) ? null : servers.server(leader.id());
    }
}
