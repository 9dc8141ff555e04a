package io.praetor.acceptance.wire;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLSocketFactory;

/// Where a program listens, and how to open a connection to it.
public sealed interface Endpoint {

    /// The value of the `Host` header.
    String host();

    /// Opens a connection; `patience` bounds every wait for bytes.
    HttpConnection connect(Duration patience) throws IOException;

    /// TCP on an IPv4 address.
    record Tcp(String address, int port) implements Endpoint {
        /// TCP on the loopback address.
        public Tcp(int port) {
            this("127.0.0.1", port);
        }

        @Override
        public String host() {
            return address + ":" + port;
        }

        /// `http://host:port`.
        public String url() {
            return "http://" + host();
        }

        @Override
        public HttpConnection connect(Duration patience) throws IOException {
            return HttpConnection.over(open(address, port, patience));
        }

        /// Of a machine so busy that it takes no connections for a while.
        private static final int CONNECT_MILLIS = 90_000;

        private static Socket open(String address, int port, Duration patience) throws IOException {
            Socket socket = new Socket();
            try {
                socket.setTcpNoDelay(true);
                socket.connect(new InetSocketAddress(InetAddress.ofLiteral(address), port), CONNECT_MILLIS);
                socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
                return socket;
            } catch (IOException failed) {
                socket.close();
                throw failed;
            }
        }
    }

    /// TLS over TCP on the loopback address.
    record Tls(int port, SSLSocketFactory sockets) implements Endpoint {
        @Override
        public String host() {
            return "localhost:" + port;
        }

        @Override
        public HttpConnection connect(Duration patience) throws IOException {
            Socket plain = Tcp.open("127.0.0.1", port, patience);
            try {
                return HttpConnection.over(sockets.createSocket(plain, "localhost", port, true));
            } catch (IOException failed) {
                plain.close();
                throw failed;
            }
        }
    }

    /// A unix domain socket; its waits have no bound of their own.
    record Unix(Path path) implements Endpoint {
        @Override
        public String host() {
            return "localhost";
        }

        @Override
        public HttpConnection connect(Duration patience) throws IOException {
            SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
            try {
                channel.connect(UnixDomainSocketAddress.of(path));
                InputStream in = Channels.newInputStream(channel);
                OutputStream out = Channels.newOutputStream(channel);
                return new HttpConnection(in, out, channel);
            } catch (IOException | UncheckedIOException failed) {
                channel.close();
                throw failed;
            }
        }
    }
}
