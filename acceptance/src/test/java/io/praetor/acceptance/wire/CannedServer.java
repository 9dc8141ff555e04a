package io.praetor.acceptance.wire;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/// A server whose answers are written out byte for byte by the test of a client: one per connection.
public final class CannedServer implements Closeable {

    private final ServerSocket listener;
    private final UnaryOperator<String> answers;

    /// @param answers from a request line to everything that is sent back
    public CannedServer(UnaryOperator<String> answers) throws IOException {
        this.answers = answers;
        this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::listen);
    }

    /// Where it listens.
    public Endpoint.Tcp endpoint() {
        return new Endpoint.Tcp(listener.getLocalPort());
    }

    private void listen() {
        while (!listener.isClosed()) {
            try {
                Socket connection = listener.accept();
                Thread.ofVirtual().start(() -> answer(connection));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            var in =
                    new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
            String requestLine = String.valueOf(in.readLine());
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                // Headers and bodies are of no interest here.
            }
            connection.getOutputStream().write(answers.apply(requestLine).getBytes(StandardCharsets.ISO_8859_1));
            connection.getOutputStream().flush();
        } catch (IOException clientWentAway) {
            // The client's own test sees what it missed.
        }
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
