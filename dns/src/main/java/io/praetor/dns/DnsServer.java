package io.praetor.dns;

import io.praetor.model.telemetry.Label;
import io.praetor.server.TimerThread;
import io.praetor.server.TimerWheel;
import io.praetor.server.assembly.Seams;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;

/// The DNS front door: a UDP and a TCP socket for each address, and what answers there.
public final class DnsServer implements AutoCloseable {
    private final Responder responder;
    private final SlowLane slowLane = new SlowLane();
    private final TimerWheel timers;
    private final TimerThread timerThread;
    private final List<AutoCloseable> listeners = new ArrayList<>();
    private final List<InetSocketAddress> addresses = new ArrayList<>();
    private boolean closed;

    private DnsServer(DnsSettings settings, DnsBackend backend, Seams seams) {
        Reads reads = new Reads(
                backend.standings(),
                backend.queries(),
                backend.token(),
                seams.telemetry().counter("dns.stale_queries"));
        Upstream upstream = new Upstream(new SocketExchange(seams.ticker()), seams.random());
        responder = new Responder(
                settings,
                new Resolver(reads, backend.prepared(), upstream, seams.random()),
                upstream,
                seams.clock(),
                seams.ticker(),
                seams.random(),
                (name, node) -> seams.telemetry().timer(name, new Label("node", node)));
        timers = new TimerWheel(seams.ticker());
        timerThread = TimerThread.drive(timers, "dns-timers");
    }

    /// Opens all addresses; it answers when this returns.
    ///
    /// @throws IOException when one is taken, saying which; then none is open
    /// @throws IllegalArgumentException when a domain of the settings is no domain name
    public static DnsServer start(
            List<InetSocketAddress> addresses, DnsSettings settings, DnsBackend backend, Seams seams)
            throws IOException {
        DnsServer server = new DnsServer(settings, backend, seams);
        boolean started = false;
        try {
            for (InetSocketAddress address : addresses) {
                server.listen(address);
            }
            started = true;
            return server;
        } finally {
            if (!started) {
                server.close();
            }
        }
    }

    /// Finds out whether addresses are free, and leaves them so.
    ///
    /// @throws IOException when one is taken, saying which
    public static void probe(List<InetSocketAddress> addresses) throws IOException {
        for (InetSocketAddress address : addresses) {
            bindUdp(address).close();
            bindTcp(address).close();
        }
    }

    private void listen(InetSocketAddress address) throws IOException {
        DatagramChannel udp = bindUdp(address);
        InetSocketAddress bound = (InetSocketAddress) udp.getLocalAddress();
        listeners.add(UdpListener.start(udp, responder, slowLane));
        if (bound.getAddress().isAnyLocalAddress()) {
            for (DatagramChannel own : OwnAddresses.beside(udp)) {
                listeners.add(UdpListener.start(own, responder, slowLane));
            }
        }
        listeners.add(TcpListener.start(bindTcp(bound), responder, slowLane, timers));
        addresses.add(bound);
    }

    private static DatagramChannel bindUdp(InetSocketAddress address) throws IOException {
        try {
            return UdpListener.bind(address, false);
        } catch (IOException e) {
            throw taken("udp", address, e);
        }
    }

    private static ServerSocket bindTcp(InetSocketAddress address) throws IOException {
        try {
            return TcpListener.bind(address);
        } catch (IOException e) {
            throw taken("tcp", address, e);
        }
    }

    private static IOException taken(String network, InetSocketAddress address, IOException cause) {
        String host = address.getAddress().getHostAddress();
        String shown = host.indexOf(':') < 0 ? host : "[" + host + "]";
        return new IOException(
                "listen " + network + " " + shown + ":" + address.getPort() + ": " + cause.getMessage(), cause);
    }

    /// The addresses that are open, with the ports they really have; each for UDP and TCP.
    public List<InetSocketAddress> addresses() {
        return List.copyOf(addresses);
    }

    /// Answers by other settings from now on.
    ///
    /// @throws IllegalArgumentException when a domain is no domain name; then all stays as it was
    public void reconfigure(DnsSettings settings) {
        responder.reconfigure(settings);
    }

    /// Closes all sockets; whoever waits for an answer gets none. Idempotent.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        RuntimeException failed = null;
        for (AutoCloseable listener : listeners) {
            try {
                listener.close();
            } catch (Exception e) {
                if (failed == null) {
                    failed = new IllegalStateException("closing a DNS socket failed", e);
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        slowLane.close();
        timerThread.close();
        responder.close();
        if (failed != null) {
            throw failed;
        }
    }
}
