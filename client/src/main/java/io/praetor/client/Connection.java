package io.praetor.client;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One open connection to an agent: two streams over a socket, with or without TLS. Used by one request at a time.
final class Connection implements Closeable {
    private static final int CONNECT_TIMEOUT_MILLIS = 30_000;
    private static final int BUFFER_BYTES = 16 * 1024;

    private final Closeable socket;
    private final @Nullable Socket tcp;
    private final InputStream in;
    private final OutputStream out;
    private boolean used;

    private Connection(Closeable socket, @Nullable Socket tcp, InputStream in, OutputStream out) {
        this.socket = socket;
        this.tcp = tcp;
        this.in = new BufferedInputStream(in, BUFFER_BYTES);
        this.out = out;
    }

    static Connection open(AgentAddress address, ClientSettings.TlsSettings tls, @Nullable TlsContext context)
            throws IOException {
        if (address.scheme() == AgentAddress.Scheme.UNIX) {
            return openUnix(address.host());
        }
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            Socket spoken = context == null ? socket : context.wrap(socket, expectedName(address, tls), address.port());
            return new Connection(spoken, spoken, spoken.getInputStream(), spoken.getOutputStream());
        } catch (IOException | RuntimeException e) {
            try (socket) {
                throw e;
            }
        }
    }

    private static String expectedName(AgentAddress address, ClientSettings.TlsSettings tls) {
        return tls.serverName().isEmpty() ? address.host() : tls.serverName();
    }

    private static Connection openUnix(String path) throws IOException {
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(path));
            return new Connection(channel, null, Channels.newInputStream(channel), Channels.newOutputStream(channel));
        } catch (IOException | RuntimeException e) {
            try (channel) {
                throw e;
            }
        }
    }

    /// Limits the wait for each read; zero waits for ever. Unix sockets have no such limit.
    void readTimeout(Duration limit) throws SocketException {
        if (tcp != null) {
            tcp.setSoTimeout((int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
        }
    }

    InputStream in() {
        return in;
    }

    OutputStream out() {
        return out;
    }

    /// Whether a request has been answered here before: the agent may have closed an idle connection meanwhile.
    boolean isUsed() {
        return used;
    }

    void markUsed() {
        used = true;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
