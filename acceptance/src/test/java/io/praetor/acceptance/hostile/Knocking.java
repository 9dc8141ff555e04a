package io.praetor.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// Connections to one port, and what the process behind it takes of them.
final class Knocking implements Closeable {
    private static final int CONNECT_MILLIS = 90_000;

    private final InetSocketAddress port;
    private final List<Socket> idle = new ArrayList<>();

    Knocking(int port) {
        this.port = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port);
    }

    InetSocketAddress port() {
        return port;
    }

    /// Sends these bytes and goes.
    void hurl(byte[] bytes) throws IOException {
        try (Socket socket = connected()) {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closed) {
            // what makes no sense is not listened to for long
        }
    }

    /// Sends these bytes and waits for more than comes, until [#release].
    void linger(byte[] bytes) throws IOException {
        Socket socket = connected();
        idle.add(socket);
        try {
            socket.getOutputStream().write(bytes);
        } catch (SocketException closed) {
            // there are enough of them
        }
    }

    /// The first bytes of the answer to these.
    byte[] ask(byte[] bytes, int length, Duration patience) throws IOException {
        try (Socket socket = connected()) {
            socket.setSoTimeout((int) patience.toMillis());
            socket.getOutputStream().write(bytes);
            return socket.getInputStream().readNBytes(length);
        }
    }

    private Socket connected() throws IOException {
        Socket socket = new Socket();
        socket.connect(port, CONNECT_MILLIS);
        return socket;
    }

    /// How many bytes of memory a process takes.
    static long resident(long pid) throws IOException {
        return Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) << 10)
                .findFirst()
                .orElseThrow();
    }

    /// Bytes after one another.
    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /// Ends the connections that linger.
    void release() throws IOException {
        for (Socket socket : idle) {
            socket.close();
        }
        idle.clear();
    }

    @Override
    public void close() throws IOException {
        release();
    }
}
