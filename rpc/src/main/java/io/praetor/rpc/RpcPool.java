package io.praetor.rpc;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/// Calls to servers: one multiplexed session for each, one stream for each call under way.
///
/// A call's future completes on a network thread: what depends on it must not block. Its failure is
///
/// - [RpcError] with the server's text,
/// - [IOException] beginning with `rpc error getting client: ` when no connection could be had: the call was not sent;
/// - any other [IOException] when the connection broke, in the original's words (`EOF`, `stream closed`,
///   `session shutdown`): the call may have been carried out.
///
/// The prefix `rpc error making call: ` of the last and the first kind is put on by whoever forwards a call, so that
/// each hop does it once.
public final class RpcPool implements RpcClient {
    private final NetworkLoops loops;
    private final PoolSettings settings;
    private final Dialer dialer;
    private final AtomicLong seq = new AtomicLong();
    private final ConcurrentHashMap<Server, PooledServer> servers = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /// Connections come from whatever address the system chooses.
    public RpcPool(NetworkLoops loops, PoolSettings settings, RpcTls tls) {
        this(loops, settings, null, tls);
    }

    /// @param source where connections come from, as firewalls and the servers' limits see it; null, or the wildcard:
    ///     what the system chooses
    public RpcPool(NetworkLoops loops, PoolSettings settings, @Nullable InetAddress source, RpcTls tls) {
        this.loops = loops;
        this.settings = settings;
        dialer = new Dialer(
                settings.dialTimeout(),
                settings.writePatience(),
                source == null || source.isAnyLocalAddress() ? null : source,
                tls);
    }

    PoolSettings settings() {
        return settings;
    }

    Dialer dialer() {
        return dialer;
    }

    long nextSeq() {
        return seq.incrementAndGet();
    }

    @Override
    public CompletableFuture<byte[]> call(Server server, String method, byte[] body, Duration timeout) {
        PooledServer pooled = servers.computeIfAbsent(server, this::pooled);
        OutgoingCall call = new OutgoingCall(pooled.loop(), method, body);
        if (closed) {
            servers.remove(server, pooled);
            call.fail(new IOException("rpc error getting client: failed to get conn: the pool is closed"));
        } else if (!Loops.execute(pooled.loop(), () -> pooled.start(call, timeout))) {
            call.fail(new IOException("rpc error getting client: failed to get conn: the network loops have stopped"));
        }
        return call.future();
    }

    private PooledServer pooled(Server server) {
        return new PooledServer(this, server, loops.next());
    }

    @Override
    public CompletableFuture<byte[]> callUnverified(Server server, String method, byte[] body, Duration timeout) {
        SingleCall call = new SingleCall(method, body, nextSeq(), settings.maxReplyBytes());
        EventLoop loop = loops.next();
        call.giveUpAfter(timeout, loop, Dialer.name(server.address()));
        var _ = dialer.dialUnverified(loop, Dialer.Target.of(server), call::over)
                .whenComplete((_, failure) -> {
                    if (failure != null) {
                        call.unreachable(failure);
                    }
                });
        return call.future();
    }

    /// A server has neither a session nor calls.
    void unused(PooledServer pooled) {
        servers.remove(pooled.server(), pooled);
    }

    @Override
    public ByteStream snapshot(Server server) throws IOException {
        CompletableFuture<ChannelStream> dialled =
                dialer.dial(loops.next(), Dialer.Target.of(server), FirstByte.SNAPSHOT, ChannelStream::new);
        try {
            return dialled.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            String reason = cause == null ? "no connection" : String.valueOf(cause.getMessage());
            throw new IOException("rpc error getting client: failed to get conn: " + reason, e);
        } catch (InterruptedException e) {
            var _ = dialled.thenAccept(ChannelStream::close);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while connecting to " + Dialer.name(server.address()));
        }
    }

    @Override
    public void forget(Server server) {
        PooledServer pooled = servers.remove(server);
        if (pooled != null) {
            Loops.execute(pooled.loop(), pooled::close);
        }
    }

    /// How many servers it has to do with.
    int servers() {
        return servers.size();
    }

    @Override
    public void close() {
        closed = true;
        servers.keySet().forEach(this::forget);
    }
}
