package io.praetor.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// A server that answers with exactly the bytes it was given, one list for each connection.
final class WireServer implements AutoCloseable {
    private final ServerSocket server;
    private final ArrayDeque<List<byte[]>> connections = new ArrayDeque<>();
    private final List<String> heads = new ArrayList<>();

    /// @param connections the answers on the first connection, on the second one, …; after its last answer a connection
    ///     is closed
    WireServer(List<List<byte[]>> connections) throws IOException {
        this(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), connections);
    }

    WireServer(ServerSocket server, List<List<byte[]>> connections) {
        this.server = server;
        this.connections.addAll(connections);
        Thread.ofVirtual().start(this::serve);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    int port() {
        return server.getLocalPort();
    }

    ClientSettings settings() {
        return ClientSettings.DEFAULT.withAddress(AgentAddress.parse("127.0.0.1:" + port(), false));
    }

    /// What was asked: the first lines of all requests.
    synchronized List<String> heads() {
        return List.copyOf(heads);
    }

    private void serve() {
        try {
            while (!connections.isEmpty()) {
                try (Socket socket = server.accept()) {
                    for (byte[] answer : connections.removeFirst()) {
                        String head = readHead(socket.getInputStream());
                        if (head.isEmpty()) {
                            break;
                        }
                        synchronized (this) {
                            heads.add(head);
                        }
                        socket.getOutputStream().write(answer);
                        socket.getOutputStream().flush();
                    }
                } catch (IOException e) {
                    // the client gave up; the next connection is another test
                    if (server.isClosed()) {
                        return;
                    }
                }
            }
        } finally {
            close();
        }
    }

    /// A head, and the body its Content-Length speaks of.
    private static String readHead(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int c = in.read();
            if (c < 0) {
                return "";
            }
            head.write(c);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        int at = text.indexOf("Content-Length: ");
        if (at >= 0) {
            int length = Integer.parseInt(text.substring(at + 16, text.indexOf("\r\n", at)));
            return text + new String(in.readNBytes(length), StandardCharsets.ISO_8859_1);
        }
        return text;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
