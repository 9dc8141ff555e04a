package io.praetor.agent.telemetry;

import java.io.IOException;
import java.io.OutputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends lines to one address, on a thread of its own. Nobody waits for it: lines that come faster than they go, or
/// while the other side is away, are dropped.
final class LineSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LineSender.class);

    /// Lines that wait.
    static final int CAPACITY = 4_096;

    /// Bytes of one packet: what an Ethernet carries with room to spare.
    static final int MAX_PACKET = 1_400;

    private static final int CONNECT_MILLIS = 5_000;

    private final String name;
    private final String address;
    private final Way way;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(CAPACITY);
    private final Thread thread;
    private boolean failing;

    /// How lines travel.
    enum Way {
        UDP,
        TCP
    }

    /// A connection that takes whole lines.
    private interface Link extends AutoCloseable {
        void send(byte[] bytes) throws IOException;

        @Override
        void close() throws IOException;
    }

    /// @param name    of the kind of receiver, for the log
    /// @param address `host:port`
    LineSender(String name, String address, Way way) {
        this.name = name;
        this.address = address;
        this.way = way;
        this.thread = Thread.ofVirtual().name("telemetry-" + name).start(this::run);
    }

    /// Sends a line as soon as may be, or drops it.
    void send(String line) {
        // a full queue: the receiver is too slow for all figures, and the newest are as good as any
        var _ = lines.offer(line);
    }

    private void run() {
        Link link = null;
        try {
            StringBuilder packet = new StringBuilder();
            while (true) {
                packet.append(lines.take());
                String more = lines.poll();
                while (more != null && packet.length() + more.length() <= MAX_PACKET) {
                    packet.append(more);
                    more = lines.poll();
                }
                link = sent(link, packet);
                packet.setLength(0);
                if (more != null) {
                    packet.append(more);
                    link = sent(link, packet);
                    packet.setLength(0);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            close(link);
        }
    }

    private @Nullable Link sent(@Nullable Link open, CharSequence packet) {
        Link link = open;
        try {
            if (link == null) {
                link = connect();
            }
            link.send(packet.toString().getBytes(StandardCharsets.UTF_8));
            if (failing) {
                failing = false;
                LOG.atInfo().addKeyValue("address", address).log("Figures are taken again by {}", name);
            }
            return link;
        } catch (IOException e) {
            if (!failing) {
                failing = true;
                LOG.atError()
                        .addKeyValue("address", address)
                        .addKeyValue("error", e.toString())
                        .log("Error connecting to {}", name);
            }
            close(link);
            return null;
        }
    }

    private Link connect() throws IOException {
        int colon = address.lastIndexOf(':');
        int port;
        try {
            port = Integer.parseInt(address.substring(colon + 1));
        } catch (NumberFormatException e) {
            throw new UnknownHostException("\"" + address + "\" is not host:port");
        }
        String host =
                colon < 0 ? "" : address.substring(0, colon).replace("[", "").replace("]", "");
        if (port < 1 || port > 65_535) {
            throw new UnknownHostException("\"" + address + "\" has no port");
        }
        InetSocketAddress target = new InetSocketAddress(host.isEmpty() ? "127.0.0.1" : host, port);
        if (target.isUnresolved()) {
            throw new UnknownHostException(host);
        }
        return way == Way.UDP ? new Datagrams(target) : new Stream(target);
    }

    private static void close(@Nullable Link link) {
        if (link != null) {
            try {
                link.close();
            } catch (IOException e) {
                LOG.debug("a connection for figures did not close", e);
            }
        }
    }

    /// Gives up what still waits.
    @Override
    public void close() {
        thread.interrupt();
    }

    private static final class Datagrams implements Link {
        private final DatagramSocket socket = new DatagramSocket();
        private final InetSocketAddress target;

        Datagrams(InetSocketAddress target) throws IOException {
            this.target = target;
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            socket.send(new DatagramPacket(bytes, bytes.length, target));
        }

        @Override
        public void close() {
            socket.close();
        }
    }

    private static final class Stream implements Link {
        private final Socket socket = new Socket();
        private final OutputStream out;

        Stream(InetSocketAddress target) throws IOException {
            try {
                socket.connect(target, CONNECT_MILLIS);
                out = socket.getOutputStream();
            } catch (IOException e) {
                socket.close();
                throw e;
            }
        }

        @Override
        public void send(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
