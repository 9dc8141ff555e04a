package io.praetor.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// Bytes in, bytes out, on a connection of its own.
final class Raw {

    private Raw() {}

    /// Sends the bytes, says that nothing more will come, and reads until the server closes the connection. Throws when
    /// it does not within the time.
    static String converse(int port, byte[] bytes, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port),
                    Math.toIntExact(patience.toMillis()));
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            send(socket, bytes);
            try {
                byte[] piece = new byte[8192];
                int length = 0;
                while (length >= 0) {
                    answer.write(piece, 0, length);
                    long left = (deadline - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        throw new SocketTimeoutException();
                    }
                    socket.setSoTimeout((int) left);
                    length = socket.getInputStream().read(piece);
                }
            } catch (SocketTimeoutException hangs) {
                throw new IOException(
                        "still open after %d s; so far: %s".formatted(patience.toSeconds(), text(answer)));
            } catch (SocketException reset) {
                // Closed without reading all: what came before that counts.
            }
            return text(answer);
        }
    }

    private static void send(Socket socket, byte[] bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
        } catch (SocketException closed) {
            // Answered before all of it was sent; the answer is still to be read.
        }
    }

    private static String text(ByteArrayOutputStream bytes) {
        return bytes.toString(StandardCharsets.ISO_8859_1);
    }
}
