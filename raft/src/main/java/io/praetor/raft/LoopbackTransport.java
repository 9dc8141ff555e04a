package io.praetor.raft;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// Joins servers of one JVM: every server of one [Network] reaches the others by id. Messages are handed over on the
/// network's executor, in order for each link. A test can cut servers off and let them back.
public final class LoopbackTransport implements RaftTransport {

    /// The servers that can reach each other.
    public static final class Network {

        private final Executor executor;
        private final Map<String, LoopbackTransport> servers = new ConcurrentHashMap<>();
        private final Set<String> cutOff = ConcurrentHashMap.newKeySet();

        /// @param executor runs the delivery of messages; it must run tasks on more than one thread or not block
        public Network(Executor executor) {
            this.executor = executor;
        }

        /// A network that delivers each burst of messages on a virtual thread of its own.
        public Network() {
            this(task -> Thread.ofVirtual().name("loopback").start(task));
        }

        /// The end of a server that is to be given to [Raft#start].
        public LoopbackTransport transport() {
            return new LoopbackTransport(this);
        }

        /// Drops every link of a server and lets it open none until [#heal].
        public void cutOff(String id) {
            cutOff.add(id);
            LoopbackTransport server = servers.get(id);
            if (server != null) {
                server.closeLinks();
            }
        }

        /// Undoes [#cutOff].
        public void heal(String id) {
            cutOff.remove(id);
        }
    }

    private final Network network;
    private final Set<End> ends = new LinkedHashSet<>();
    private volatile @Nullable PeerAddress self;
    private volatile @Nullable Acceptor acceptor;
    private boolean closed;

    private LoopbackTransport(Network network) {
        this.network = network;
    }

    @Override
    public void listen(PeerAddress self, Acceptor acceptor) {
        this.self = self;
        this.acceptor = acceptor;
        if (network.servers.putIfAbsent(self.id(), this) != null) {
            throw new IllegalStateException("a server with id \"" + self.id() + "\" listens on this network already");
        }
    }

    @Override
    public CompletableFuture<Link> dial(PeerAddress to, Receiver receiver) {
        String peerId = to.id();
        PeerAddress from = self;
        LoopbackTransport peer = network.servers.get(peerId);
        Acceptor peerAcceptor = peer == null ? null : peer.acceptor;
        if (from == null || isCutOff(from.id(), peerId)) {
            return CompletableFuture.failedFuture(new NoRouteToHostException("no route to peer \"" + peerId + "\""));
        }
        if (peer == null || peerAcceptor == null) {
            return CompletableFuture.failedFuture(new ConnectException("peer \"" + peerId + "\" does not listen"));
        }
        End near = new End(this);
        End far = new End(peer);
        near.other = far;
        far.other = near;
        near.receiver = receiver;
        far.receiver = peerAcceptor.accept(far);
        if (!register(near) || !peer.register(far)) {
            near.close();
            return CompletableFuture.failedFuture(new ConnectException("peer \"" + peerId + "\" is closed"));
        }
        if (isCutOff(from.id(), peerId)) {
            near.close();
        }
        return CompletableFuture.completedFuture(near);
    }

    private boolean isCutOff(String from, String to) {
        return network.cutOff.contains(from) || network.cutOff.contains(to);
    }

    @Override
    public @Nullable String addressOf(String peerId) {
        LoopbackTransport peer = network.servers.get(peerId);
        PeerAddress address = peer == null ? null : peer.self;
        return address == null ? null : address.address();
    }

    @Override
    public void close() {
        synchronized (ends) {
            closed = true;
        }
        PeerAddress own = self;
        if (own != null) {
            network.servers.remove(own.id(), this);
        }
        closeLinks();
    }

    private boolean register(End end) {
        synchronized (ends) {
            return !closed && ends.add(end);
        }
    }

    private void closeLinks() {
        List<End> open;
        synchronized (ends) {
            open = new ArrayList<>(ends);
        }
        open.forEach(End::close);
    }

    /// One end of a link: a queue of messages towards its receiver, emptied by one task at a time.
    private static final class End implements Link {

        /// Messages that may wait for the receiver; more close the link.
        private static final int MAX_QUEUED = 1 << 14;

        private final LoopbackTransport owner;
        private final ArrayDeque<byte[]> inbox = new ArrayDeque<>();
        private boolean draining;
        private boolean closed;
        private boolean closeTold;
        private @Nullable End other;
        private @Nullable Receiver receiver;

        End(LoopbackTransport owner) {
            this.owner = owner;
        }

        @Override
        public void send(byte[] message) {
            End to = other;
            if (to != null && isOpen()) {
                to.deliver(message);
            }
        }

        private void deliver(byte[] message) {
            boolean full;
            synchronized (this) {
                if (closed) {
                    return;
                }
                full = inbox.size() >= MAX_QUEUED;
                if (!full) {
                    inbox.add(message);
                    if (draining) {
                        return;
                    }
                    draining = true;
                }
            }
            if (full) {
                close();
            } else {
                owner.network.executor.execute(this::drain);
            }
        }

        private void drain() {
            Receiver to = receiver;
            if (to == null) {
                return;
            }
            while (true) {
                byte[] message;
                synchronized (this) {
                    message = closed ? null : inbox.poll();
                    if (message == null) {
                        draining = false;
                        if (!closed || closeTold) {
                            return;
                        }
                        closeTold = true;
                        break;
                    }
                }
                to.received(message);
            }
            to.closed();
        }

        @Override
        public boolean isOpen() {
            synchronized (this) {
                return !closed;
            }
        }

        @Override
        public void close() {
            shut();
            End far = other;
            if (far != null) {
                far.shut();
            }
        }

        private void shut() {
            boolean tell;
            synchronized (this) {
                if (closed) {
                    return;
                }
                closed = true;
                inbox.clear();
                tell = !draining;
                draining = true;
            }
            synchronized (owner.ends) {
                owner.ends.remove(this);
            }
            if (tell) {
                owner.network.executor.execute(this::drain);
            }
        }
    }
}
