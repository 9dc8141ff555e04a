package io.praetor.agent.check.probe;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/// A server that does to each connection what a test says.
final class TestServer implements AutoCloseable {
    private final ServerSocket listening;
    private final Conversation conversation;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /// What was asked, in order.
    final List<String> requests = new CopyOnWriteArrayList<>();

    /// One connection; it is closed when this returns.
    @FunctionalInterface
    interface Conversation {
        void hold(String request, OutputStream out) throws IOException, InterruptedException;
    }

    TestServer(Conversation conversation) throws IOException {
        this(ServerSocketFactory.getDefault(), conversation);
    }

    TestServer(ServerSocketFactory sockets, Conversation conversation) throws IOException {
        this.conversation = conversation;
        listening = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    /// One that gives everybody this answer.
    static TestServer answering(String answer) throws IOException {
        return new TestServer((_, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
    }

    int port() {
        return listening.getLocalPort();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                open.add(socket);
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            String request = read(socket.getInputStream());
            requests.add(request);
            conversation.hold(request, socket.getOutputStream());
            socket.getOutputStream().flush();
        } catch (IOException e) {
            // the other side hung up
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// A head, and as much body as it says.
    private static String read(InputStream in) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.ISO_8859_1).endsWith("\r\n\r\n")) {
            int b = in.read();
            if (b < 0) {
                return head.toString(StandardCharsets.ISO_8859_1);
            }
            head.write(b);
        }
        String text = head.toString(StandardCharsets.ISO_8859_1);
        String length = header(text, "Content-Length");
        return length == null
                ? text
                : text + new String(in.readNBytes(Integer.parseInt(length)), StandardCharsets.UTF_8);
    }

    static @Nullable String header(String request, String name) {
        return request.lines()
                .filter(line -> line.toLowerCase(java.util.Locale.ROOT)
                        .startsWith(name.toLowerCase(java.util.Locale.ROOT) + ": "))
                .map(line -> line.substring(name.length() + 2))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void close() {
        try {
            listening.close();
            for (Socket socket : open) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
