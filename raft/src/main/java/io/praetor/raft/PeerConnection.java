package io.praetor.raft;

import com.alipay.sofa.jraft.error.InvokeTimeoutException;
import com.alipay.sofa.jraft.error.RemotingException;
import com.alipay.sofa.jraft.rpc.InvokeCallback;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.praetor.raft.RaftTransport.Link;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Calls to one peer. At most one link is open; calls made while it opens wait for it, in order. When a link closes,
/// the calls under way on it fail at once.
final class PeerConnection {

    /// Calls that may wait for a link.
    private static final int MAX_QUEUED = 1024;

    private record Call(
            RpcKind kind,
            InvokeCallback callback,
            long deadline,
            @Nullable Session session) {

        void complete(@Nullable Object result, @Nullable Throwable error) {
            Executor executor = callback.executor();
            if (executor == null) {
                callback.complete(result, error);
                return;
            }
            try {
                executor.execute(() -> callback.complete(result, error));
            } catch (RejectedExecutionException e) {
                // JRaft is shutting down, but whoever waits for this call must not wait for ever
                callback.complete(null, error == null ? e : error);
            }
        }
    }

    private final RaftTransport transport;
    private final AddressBook addresses;
    private final String peer;
    private final LongSupplier clock;
    private final long silenceMillis;
    private final Map<Integer, Call> calls = new ConcurrentHashMap<>();
    private @Nullable Session session;
    private final AtomicInteger lastCall = new AtomicInteger();

    /// @param clock in milliseconds
    /// @param silenceMillis after how long without a word a link on which a call times out is given up
    PeerConnection(
            RaftTransport transport, AddressBook addresses, String peer, LongSupplier clock, long silenceMillis) {
        this.transport = transport;
        this.addresses = addresses;
        this.peer = peer;
        this.clock = clock;
        this.silenceMillis = silenceMillis;
    }

    synchronized boolean isOpen() {
        Session current = session;
        return current != null && current.link != null && current.link.isOpen();
    }

    /// Opens a link if there is none, without waiting for it.
    void open() {
        Session fresh;
        synchronized (this) {
            if (session != null) {
                return;
            }
            fresh = new Session();
            session = fresh;
        }
        fresh.dial();
    }

    /// @param deadline in milliseconds of the caller's clock, see [#expire]
    void call(RpcKind kind, Message request, InvokeCallback callback, long deadline) {
        int number = lastCall.incrementAndGet();
        byte[] message = kind.encode(RpcKind.REQUEST, number, request);
        open();
        boolean sent = false;
        synchronized (this) {
            Session current = session;
            if (current != null) {
                calls.put(number, new Call(kind, callback, deadline, current));
                sent = current.send(message) || calls.remove(number) == null;
            }
        }
        if (!sent) {
            new Call(kind, callback, deadline, null).complete(null, new RemotingException("no link to peer " + peer));
        }
    }

    /// Fails the calls whose deadline has passed.
    ///
    /// @return whether there are calls left
    boolean expire(long now) {
        calls.forEach((number, call) -> {
            if (now - call.deadline >= 0 && calls.remove(number, call)) {
                call.complete(null, new InvokeTimeoutException("no answer from peer " + peer + " in time"));
                Session on = call.session;
                if (on != null && now - on.heardAt > silenceMillis) {
                    // the way there may be broken without anybody saying so; the next call finds another
                    on.end();
                }
            }
        });
        return !calls.isEmpty();
    }

    void close() {
        Session current;
        synchronized (this) {
            current = session;
        }
        if (current != null) {
            current.end();
        }
    }

    /// One link, from the moment it is asked for.
    private final class Session implements RaftTransport.Receiver {

        private final ArrayDeque<byte[]> queued = new ArrayDeque<>();
        private @Nullable Link link;
        private volatile long heardAt = clock.getAsLong();

        void dial() {
            var _ = transport
                    .dial(new PeerAddress(peer, addresses.address(peer)), this)
                    .whenComplete((opened, error) -> {
                        if (opened == null) {
                            end();
                        } else {
                            opened(opened);
                        }
                    });
        }

        private void opened(Link opened) {
            synchronized (PeerConnection.this) {
                if (session == this) {
                    link = opened;
                    queued.forEach(opened::send);
                    queued.clear();
                    return;
                }
            }
            opened.close();
        }

        /// Called with the connection locked, so that messages keep the order of the calls.
        boolean send(byte[] message) {
            Link to = link;
            if (to != null) {
                to.send(message);
                return to.isOpen();
            }
            return queued.size() < MAX_QUEUED && queued.add(message);
        }

        @Override
        public void received(byte[] message) {
            heardAt = clock.getAsLong();
            RpcKind kind = RpcKind.ofMessage(message);
            Call call = kind == null ? null : calls.remove(RpcKind.call(message));
            if (call == null) {
                // it came after its time
                return;
            }
            try {
                if (kind != call.kind) {
                    throw new InvalidProtocolBufferException("answer is of kind " + kind + ", expected " + call.kind);
                }
                call.complete(kind.decode(message), null);
            } catch (InvalidProtocolBufferException e) {
                call.complete(
                        null,
                        new RemotingException("peer " + peer + " sent what cannot be read: " + e.getMessage(), e));
            }
        }

        @Override
        public void closed() {
            end();
        }

        void end() {
            Link open;
            List<Call> failed = new ArrayList<>();
            synchronized (PeerConnection.this) {
                if (session == this) {
                    session = null;
                }
                open = link;
                queued.clear();
                calls.forEach((number, call) -> {
                    if (call.session == this && calls.remove(number, call)) {
                        failed.add(call);
                    }
                });
            }
            if (open != null) {
                open.close();
            }
            for (Call call : failed) {
                call.complete(null, new RemotingException("the link to peer " + peer + " is closed"));
            }
        }
    }
}
