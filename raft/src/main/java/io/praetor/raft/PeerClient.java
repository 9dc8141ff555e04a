package io.praetor.raft;

import com.alipay.sofa.jraft.ReplicatorGroup;
import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.option.RpcOptions;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.alipay.sofa.jraft.rpc.InvokeContext;
import com.alipay.sofa.jraft.rpc.RpcClient;
import com.alipay.sofa.jraft.util.Endpoint;
import com.google.protobuf.Message;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;

/// JRaft's calls to other servers, over links of the [RaftTransport]. A call that finds no link opens one and waits for
/// it.
final class PeerClient implements RpcClient {

    /// How exactly time-outs are kept.
    private static final long SWEEP_MILLIS = 50;

    private final RaftTransport transport;
    private final AddressBook addresses;
    private final long silenceMillis;
    private final ScheduledExecutorService scheduler;
    private final LongSupplier clock;
    private final Map<Endpoint, PeerConnection> connections = new ConcurrentHashMap<>();
    private final AtomicBoolean sweeping = new AtomicBoolean();
    private volatile boolean closed;

    /// @param silenceMillis after how long without a word a link on which calls time out is opened anew
    PeerClient(
            RaftTransport transport,
            AddressBook addresses,
            ScheduledExecutorService scheduler,
            LongSupplier clock,
            long silenceMillis) {
        this.transport = transport;
        this.addresses = addresses;
        this.silenceMillis = silenceMillis;
        this.scheduler = scheduler;
        this.clock = clock;
    }

    @Override
    public boolean init(RpcOptions options) {
        return true;
    }

    @Override
    public void shutdown() {
        closed = true;
        connections.values().forEach(PeerConnection::close);
    }

    /// Always: JRaft asks with its lock held and would wait for a peer that is not there. Calls wait for the link
    /// instead, and fail with it.
    @Override
    public boolean checkConnection(Endpoint endpoint) {
        return checkConnection(endpoint, true);
    }

    @Override
    public boolean checkConnection(Endpoint endpoint, boolean createIfAbsent) {
        if (closed) {
            return false;
        }
        if (createIfAbsent) {
            connection(endpoint).open();
        }
        return true;
    }

    /// Whether there is a link to a peer.
    boolean isOpen(Endpoint endpoint) {
        PeerConnection connection = connections.get(endpoint);
        return connection != null && connection.isOpen();
    }

    private PeerConnection connection(Endpoint endpoint) {
        return connections.computeIfAbsent(
                endpoint, to -> new PeerConnection(transport, addresses, to.getIp(), clock, silenceMillis));
    }

    @Override
    public void closeConnection(Endpoint endpoint) {
        PeerConnection connection = connections.get(endpoint);
        if (connection != null) {
            connection.close();
        }
    }

    @Override
    public void registerConnectEventListener(ReplicatorGroup group) {
        // JRaft looks after broken links by itself
    }

    @Override
    public Object invokeSync(Endpoint endpoint, Object request, InvokeContext context, long timeoutMillis)
            throws InterruptedException, RemotingException {
        CompletableFuture<Object> answer = new CompletableFuture<>();
        invokeAsync(
                endpoint,
                request,
                context,
                (result, error) -> {
                    if (error == null) {
                        answer.complete(result);
                    } else {
                        answer.completeExceptionally(error);
                    }
                },
                timeoutMillis);
        try {
            return answer.get(timeoutMillis + 2 * SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new RemotingException("call to peer " + endpoint.getIp() + " failed: " + e.getMessage(), e);
        } catch (TimeoutException e) {
            throw new InvokeTimeoutException(
                    "no answer from peer " + endpoint.getIp() + " in " + timeoutMillis + " ms", e);
        }
    }

    @Override
    public void invokeAsync(
            Endpoint endpoint, Object request, InvokeContext context, InvokeCallback callback, long timeoutMillis)
            throws RemotingException {
        if (closed) {
            throw new RemotingException("the log is closed");
        }
        long deadline = clock.getAsLong() + timeoutMillis;
        connection(endpoint).call(RpcKind.of(request), (Message) request, callback, deadline);
        sweepLater();
    }

    private void sweepLater() {
        if (!closed && sweeping.compareAndSet(false, true)) {
            var _ = scheduler.schedule(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void sweep() {
        sweeping.set(false);
        long now = clock.getAsLong();
        boolean waiting = false;
        for (PeerConnection connection : connections.values()) {
            waiting |= connection.expire(now);
        }
        if (waiting) {
            sweepLater();
        }
    }
}
