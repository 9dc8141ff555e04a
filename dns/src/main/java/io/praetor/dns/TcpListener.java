package io.praetor.dns;

import io.praetor.server.TimerWheel;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One TCP socket and its connections, a virtual thread each. A client may send many requests without waiting; they are
/// answered one after the other.
final class TcpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(TcpListener.class);

    /// How long a client may take for its next request, and to take an answer.
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Connections at a time; further ones are closed.
    static final int MOST_CONNECTIONS = 2048;

    /// Connections of one client at a time; further ones are closed.
    static final int MOST_PER_CLIENT = 256;

    private static final long PAUSE_NANOS = 100_000_000;

    private static final int BACKLOG = 1024;
    private static final int BUFFER_BYTES = 1024;
    private static final int HEADER = 12;

    private final ServerSocket server;
    private final Responder responder;
    private final SlowLane slowLane;
    private final TimerWheel timers;
    private final Thread loop;
    private final Set<Connection> connections = new HashSet<>();
    private final Map<InetAddress, Integer> perClient = new HashMap<>();

    private TcpListener(ServerSocket server, Responder responder, SlowLane slowLane, TimerWheel timers) {
        this.server = server;
        this.responder = responder;
        this.slowLane = slowLane;
        this.timers = timers;
        loop = Thread.ofPlatform().daemon().name("dns-tcp").unstarted(this::run);
    }

    /// @throws IOException when the port is taken
    static ServerSocket bind(InetSocketAddress address) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(address, BACKLOG);
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// Begins to answer.
    ///
    /// @param server bound; taken over
    static TcpListener start(ServerSocket server, Responder responder, SlowLane slowLane, TimerWheel timers) {
        TcpListener listener = new TcpListener(server, responder, slowLane, timers);
        listener.loop.start();
        return listener;
    }

    private void run() {
        while (!server.isClosed()) {
            try {
                accept(server.accept());
            } catch (IOException | RuntimeException e) {
                if (!server.isClosed()) {
                    LOG.atWarn().addKeyValue("error", e.getMessage()).log("A DNS connection could not be taken");
                    // most likely there are no descriptors left; that does not change at once
                    LockSupport.parkNanos(this, PAUSE_NANOS);
                }
            }
        }
    }

    private void accept(Socket socket) throws IOException {
        Connection connection = new Connection(socket);
        boolean served = false;
        try {
            if (admit(connection)) {
                socket.setTcpNoDelay(true);
                slowLane.connection(connection);
                served = true;
            }
        } finally {
            if (!served) {
                connection.close();
            }
        }
    }

    private synchronized boolean admit(Connection connection) {
        int own = perClient.getOrDefault(connection.peer, 0);
        if (connections.size() >= MOST_CONNECTIONS || own >= MOST_PER_CLIENT || server.isClosed()) {
            return false;
        }
        connections.add(connection);
        perClient.put(connection.peer, own + 1);
        return true;
    }

    private synchronized void left(Connection connection) {
        if (connections.remove(connection)) {
            perClient.computeIfPresent(connection.peer, (_, count) -> count == 1 ? null : count - 1);
        }
    }

    /// Stops listening and closes all connections.
    @Override
    public void close() throws IOException {
        server.close();
        List<Connection> all;
        synchronized (this) {
            all = List.copyOf(connections);
        }
        all.forEach(Connection::close);
    }

    /// One client's connection; as a timer it closes itself.
    private final class Connection extends TimerWheel.Timer implements Runnable {
        private final Socket socket;
        private final InetAddress peer;

        Connection(Socket socket) {
            this.socket = socket;
            peer = socket.getInetAddress();
        }

        @Override
        public void run() {
            try {
                serve();
            } catch (IOException e) {
                LOG.debug("A DNS connection ended", e);
            } catch (RuntimeException | StackOverflowError e) {
                LOG.error("A DNS connection failed", e);
            } finally {
                close();
            }
        }

        private void serve() throws IOException {
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES));
            OutputStream out = socket.getOutputStream();
            while (true) {
                byte[] packet = read(in);
                byte[] answer = answer(packet);
                if (answer.length < HEADER) {
                    // no DNS; another answer would only help whoever wants to make noise
                    return;
                }
                write(out, answer);
            }
        }

        private byte[] read(DataInputStream in) throws IOException {
            timers.start(this, PATIENCE.toNanos());
            try {
                byte[] packet = new byte[in.readUnsignedShort()];
                in.readFully(packet);
                return packet;
            } catch (EOFException e) {
                return new byte[0];
            } finally {
                super.cancel();
            }
        }

        private byte[] answer(byte[] packet) {
            return responder.answerStream(packet, peer);
        }

        private void write(OutputStream out, byte[] answer) throws IOException {
            byte[] framed = new byte[2 + answer.length];
            framed[0] = (byte) (answer.length >> 8);
            framed[1] = (byte) answer.length;
            System.arraycopy(answer, 0, framed, 2, answer.length);
            timers.start(this, PATIENCE.toNanos());
            try {
                out.write(framed);
            } finally {
                super.cancel();
            }
        }

        @Override
        protected void expired() {
            close();
        }

        void close() {
            super.cancel();
            try {
                socket.close();
            } catch (IOException e) {
                LOG.debug("Closing a DNS connection failed", e);
            }
            left(this);
        }
    }
}
