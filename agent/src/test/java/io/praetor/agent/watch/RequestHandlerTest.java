package io.praetor.agent.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.watch.HttpHandler;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class RequestHandlerTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void endsWhereTheBodyOfTheAnswerNeverComes() throws Exception {
        // a time that was over before the request had left says nothing of the answer
        boolean sent = false;
        for (long seconds = 1; !sent; seconds *= 2) {
            try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
                CompletableFuture<String> asked = answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx");
                RequestHandler handler = handler(server, Duration.ofSeconds(seconds));

                handler.send("7", "{}".getBytes(StandardCharsets.UTF_8));

                handler.cancel();
                sent = asked.getNow("").startsWith("PUT /hook");
            }
        }
    }

    @Test
    void tellsTheIndexAndTheHeadersOfTheUser() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
            CompletableFuture<String> asked = answer(server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
            RequestHandler handler = handler(server, Duration.ofSeconds(30));

            handler.send("7", "{}".getBytes(StandardCharsets.UTF_8));

            handler.cancel();
            assertThat(asked.get()).startsWith("PUT /hook HTTP/1.1\r\n").endsWith("\r\n\r\n{}");
            assertThat(asked.get()).containsIgnoringCase("X-Consul-Index: 7\r\n");
            assertThat(asked.get()).contains("X-Mine: a\r\n", "X-Mine: b\r\n");
        }
    }

    private static RequestHandler handler(ServerSocket server, Duration timeout) {
        String path = "http://127.0.0.1:" + server.getLocalPort() + "/hook";
        return new RequestHandler(new HttpHandler(path, "PUT", timeout, Map.of("X-Mine", List.of("a", "b")), false));
    }

    /// Reads one request, answers it, and then says nothing until the other side has gone.
    private static CompletableFuture<String> answer(ServerSocket server, String text) {
        CompletableFuture<String> asked = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try (Socket socket = server.accept()) {
                StringBuilder request = new StringBuilder();
                while (!request.toString().endsWith("{}")) {
                    int next = socket.getInputStream().read();
                    if (next < 0) {
                        throw new EOFException();
                    }
                    request.append((char) next);
                }
                asked.complete(request.toString());
                socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
                socket.getInputStream().readAllBytes();
            } catch (IOException e) {
                asked.completeExceptionally(e);
            }
        });
        return asked;
    }
}
