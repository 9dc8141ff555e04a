package io.praetor.cli.acl;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Waits on this machine for a browser that an OpenID provider sends back (RFC 8252 §7.3). Nothing that comes in is
/// shown again. Browsers open connections before they need them, so each has a thread.
final class CallbackListener implements Closeable {
    /// Where a browser comes back to.
    static final String PATH = "/oidc/callback";

    private static final int LONGEST_HEAD = 32 * 1024;
    private static final Duration HEAD_TIME = Duration.ofSeconds(30);
    private static final int BACKLOG = 16;
    private static final int MOST_CONNECTIONS = 32;

    private static final String SIGNED_IN = "Signed in. You may close this window.";
    private static final String NOT_SIGNED_IN = "Not signed in: the command line says why. You may close this window.";

    private final ServerSocket socket;
    private final Semaphore room = new Semaphore(MOST_CONNECTIONS);
    private final BlockingQueue<Visit> visits = new ArrayBlockingQueue<>(MOST_CONNECTIONS);

    /// Somebody who came back, and still waits for a page.
    ///
    /// @param query what the provider says
    record Visit(Map<String, String> query, Socket browser) {
        /// What the provider says under a name; empty when it says nothing.
        String said(String name) {
            return query.getOrDefault(name, "");
        }

        /// Shows a page and lets the browser go.
        void answer(boolean signedIn) {
            try (browser) {
                respond(browser, signedIn ? "200 OK" : "400 Bad Request", signedIn ? SIGNED_IN : NOT_SIGNED_IN);
            } catch (IOException _) {
                // whoever has closed the window has seen enough
            }
        }
    }

    private CallbackListener(ServerSocket socket) {
        this.socket = socket;
    }

    /// @param port 0 takes a free one
    /// @throws IOException with the text for the user
    static CallbackListener at(InetAddress address, int port) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.bind(new InetSocketAddress(address, port), BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw new IOException("listen tcp " + address.getHostAddress() + ":" + port + ": " + e.getMessage(), e);
        }
        CallbackListener listener = new CallbackListener(socket);
        var _ = Thread.ofVirtual().name("oidc-callback").start(listener::accept);
        return listener;
    }

    int port() {
        return socket.getLocalPort();
    }

    /// The next one who came back; null when nobody does in time.
    @Nullable Visit next(Duration patience) throws InterruptedException {
        return visits.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                room.acquireUninterruptibly();
                Socket browser = socket.accept();
                var _ = Thread.ofVirtual().name("oidc-browser").start(() -> receive(browser));
            } catch (IOException _) {
                // closed, or a browser that has gone
                room.release();
            }
        }
    }

    private void receive(Socket browser) {
        try {
            String target = target(browser);
            int query = target.indexOf('?');
            boolean back = query >= 0 && target.substring(0, query).equals(PATH);
            if (!back) {
                respond(browser, "404 Not Found", "There is nothing here.");
            }
            if (back && visits.offer(new Visit(fields(target.substring(query + 1)), browser))) {
                return;
            }
            browser.close();
        } catch (IOException | IllegalArgumentException e) {
            closeQuietly(browser);
        } finally {
            room.release();
        }
    }

    private static void closeQuietly(Socket browser) {
        try {
            browser.close();
        } catch (IOException _) {
            // it is gone
        }
    }

    /// What is asked for: the middle of `GET /oidc/callback?code=x HTTP/1.1`. The rest of the head is read and
    /// forgotten.
    private static String target(Socket browser) throws IOException {
        long deadline = System.nanoTime() + HEAD_TIME.toNanos();
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        String text = "";
        while (!text.endsWith("\r\n\r\n")) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            byte[] buffer = new byte[4096];
            browser.setSoTimeout((int) Math.max(1, left));
            int count = left <= 0 ? -1 : browser.getInputStream().read(buffer);
            if (count < 0 || head.size() + count > LONGEST_HEAD) {
                throw new IOException("no request");
            }
            head.write(buffer, 0, count);
            text = head.toString(StandardCharsets.ISO_8859_1);
        }
        String[] words = text.substring(0, text.indexOf("\r\n")).split(" ", -1);
        if (words.length != 3 || !words[0].equals("GET")) {
            throw new IOException("no request");
        }
        return words[1];
    }

    private static Map<String, String> fields(String query) {
        Map<String, String> fields = new HashMap<>();
        for (String field : query.split("&", -1)) {
            int at = field.indexOf('=');
            if (at > 0) {
                var _ = fields.putIfAbsent(
                        field.substring(0, at), URLDecoder.decode(field.substring(at + 1), StandardCharsets.UTF_8));
            }
        }
        return fields;
    }

    private static void respond(Socket browser, String status, String text) throws IOException {
        String page = """
                <!DOCTYPE html>
                <html lang="en"><head><meta charset="utf-8"><title>Consul</title></head><body><p>%s</p></body></html>
                """.formatted(text);
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        String head = "HTTP/1.1 " + status + "\r\n"
                + "Content-Type: text/html; charset=utf-8\r\n"
                + "Content-Length: " + body.length + "\r\n"
                + "Content-Security-Policy: default-src 'none'\r\n"
                + "Referrer-Policy: no-referrer\r\n"
                + "Cache-Control: no-store\r\n"
                + "Connection: close\r\n\r\n";
        var out = browser.getOutputStream();
        out.write(head.getBytes(StandardCharsets.US_ASCII));
        out.write(body);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
        for (Visit waiting = visits.poll(); waiting != null; waiting = visits.poll()) {
            closeQuietly(waiting.browser());
        }
    }
}
