package io.praetor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/// A closed-loop HTTP/1.1 load generator: one thread, one selector, n connections that send the next request when the
/// answer is in.
final class Load {
    /// What came of a run.
    static final class Result {
        private final double seconds;
        private final int[] micros; // sorted
        private final long errors;

        Result(double seconds, int[] micros, long errors) {
            this.seconds = seconds;
            this.micros = micros;
            this.errors = errors;
        }

        /// Answered requests.
        int requests() {
            return micros.length;
        }

        double seconds() {
            return seconds;
        }

        /// Answers that were not 200.
        long errors() {
            return errors;
        }

        double perSecond() {
            return requests() / seconds;
        }

        /// The latency at a quantile, in milliseconds.
        double millis(double quantile) {
            return micros.length == 0
                    ? 0
                    : micros[Math.min(micros.length - 1, (int) (quantile * micros.length))] / 1000.0;
        }

        /// Every latency in microseconds, ascending.
        IntStream micros() {
            return Arrays.stream(micros);
        }
    }

    private static final byte[] CONTENT_LENGTH = "content-length:".getBytes(StandardCharsets.US_ASCII);

    private final int port;
    private final int connections;

    Load(int port, int connections) {
        this.port = port;
        this.connections = connections;
    }

    /// @param request the bytes of the n-th request
    /// @param total stops after that many requests; Long.MAX_VALUE: never
    /// @param seconds stops after that time
    Result run(IntFunction<ByteBuffer> request, long total, double seconds) throws IOException {
        int[] micros = new int[1 << 16];
        int done = 0;
        int sent = 0;
        long errors = 0;
        try (Selector selector = Selector.open()) {
            for (int i = 0; i < connections; i++) {
                SocketChannel channel =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ, new Connection(channel));
            }
            long start = System.nanoTime();
            long end = start + (long) (seconds * 1e9);
            for (SelectionKey key : selector.keys()) {
                if (sent < total) {
                    ((Connection) key.attachment()).send(request.apply(sent++));
                }
            }
            long now = start;
            while (done < total && now < end) {
                selector.select(100);
                now = System.nanoTime();
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    int status = connection.read();
                    if (status == 0) {
                        continue;
                    }
                    errors += status == 200 ? 0 : 1;
                    if (done == micros.length) {
                        micros = Arrays.copyOf(micros, micros.length * 2);
                    }
                    micros[done++] = (int) ((System.nanoTime() - connection.sentAt) / 1000);
                    if (sent < total) {
                        connection.send(request.apply(sent++));
                    }
                }
                selector.selectedKeys().clear();
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            int[] sorted = Arrays.copyOf(micros, done);
            Arrays.sort(sorted);
            return new Result((now - start) / 1e9, sorted, errors);
        }
    }

    /// The bytes of a request.
    static ByteBuffer request(String method, String path, String body) {
        return request(method, path, "", body);
    }

    /// The bytes of a request.
    ///
    /// @param headers more of them, each ended by CR LF
    static ByteBuffer request(String method, String path, String headers, String body) {
        String text = method + " " + path + " HTTP/1.1\r\nHost: b\r\n" + headers
                + (method.equals("GET")
                        ? ""
                        : "Content-Length: " + body.getBytes(StandardCharsets.UTF_8).length + "\r\n")
                + "\r\n" + body;
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    /// One connection and what has come of its answer.
    private static final class Connection {
        private final SocketChannel channel;
        private final ByteBuffer in = ByteBuffer.allocate(64 << 10);
        private long sentAt;
        private int status;
        private long bodyLeft = -1; // -1: still in the headers

        Connection(SocketChannel channel) {
            this.channel = channel;
        }

        void send(ByteBuffer request) throws IOException {
            sentAt = System.nanoTime();
            ByteBuffer bytes = request.duplicate();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
        }

        /// @return the status once the whole answer is in, else 0
        int read() throws IOException {
            if (channel.read(in) < 0) {
                throw new IOException("the server closed the connection");
            }
            in.flip();
            if (bodyLeft < 0) {
                int headerEnd = headerEnd();
                if (headerEnd < 0) {
                    in.compact();
                    return 0;
                }
                status = (in.get(9) - '0') * 100 + (in.get(10) - '0') * 10 + in.get(11) - '0';
                bodyLeft = contentLength(headerEnd);
                in.position(headerEnd);
            }
            bodyLeft -= in.remaining();
            in.clear();
            if (bodyLeft > 0) {
                return 0;
            }
            bodyLeft = -1;
            return status;
        }

        private int headerEnd() {
            for (int i = 3; i < in.limit(); i++) {
                if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
                    return i + 1;
                }
            }
            return -1;
        }

        private long contentLength(int headerEnd) {
            for (int i = 0; i < headerEnd - CONTENT_LENGTH.length; i++) {
                int j = 0;
                while (j < CONTENT_LENGTH.length && (in.get(i + j) | 0x20) == (CONTENT_LENGTH[j] | 0x20)) {
                    j++;
                }
                if (j == CONTENT_LENGTH.length) {
                    long length = 0;
                    for (int at = i + j; in.get(at) != '\r'; at++) {
                        length = in.get(at) == ' ' ? length : length * 10 + in.get(at) - '0';
                    }
                    return length;
                }
            }
            return 0;
        }
    }
}
