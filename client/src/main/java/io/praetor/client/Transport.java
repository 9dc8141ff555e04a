package io.praetor.client;

import io.praetor.model.Bytes;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// HTTP/1.1 over plain sockets, TLS or unix sockets, with a few kept-alive connections. Safe for concurrent use.
///
/// Own code because a command must answer in some 40 ms: `java.net.http` costs hundreds of milliseconds to load,
/// `HttpURLConnection` tens, this a few. It speaks to Consul agents only: no proxies, no cookies, no compression.
final class Transport implements Closeable {
    private static final int IDLE_LIMIT = 16;
    private static final int COPY_BYTES = 64 * 1024;
    private static final int REDIRECT_LIMIT = 10;

    private final ClientSettings settings;
    private final @Nullable TlsContext tls;
    private final ArrayDeque<Connection> idle = new ArrayDeque<>();
    private final Set<Connection> busy = new HashSet<>();
    private boolean closed;

    Transport(ClientSettings settings) throws IOException {
        this.settings = settings;
        this.tls = settings.address().scheme() == AgentAddress.Scheme.HTTPS ? TlsContext.load(settings.tls()) : null;
    }

    /// Sends a request and reads the head of the answer, whatever its status. The caller closes the response.
    Response send(Request request) throws ConsulException {
        request.applyDefaults(settings);
        String target = request.fullTarget();
        for (int redirects = 0; ; redirects++) {
            Response response = exchange(request, target);
            String location = request.isRead() && isRedirect(response.status()) ? response.header("location") : null;
            if (location == null || !location.startsWith("/") || redirects == REDIRECT_LIMIT) {
                return response;
            }
            // the agent cleans paths (a//b) by redirecting; other hosts are not followed, they would get the token
            drop(response);
            target = location;
        }
    }

    private static boolean isRedirect(int status) {
        return status == 301 || status == 302 || status == 307 || status == 308;
    }

    private static void drop(Response response) throws ConsulException {
        try (response) {
            response.body().skip(COPY_BYTES);
        } catch (IOException e) {
            throw ConsulException.broken(String.valueOf(e.getMessage()), e);
        }
    }

    private Response exchange(Request request, String target) throws ConsulException {
        String place = place(request);
        while (true) {
            Connection connection = acquire(place);
            try {
                write(connection, request, target);
                connection.readTimeout(limit(request));
                Response response = Response.read(connection.in(), new Lease(this, connection));
                if (response != null) {
                    connection.markUsed();
                    return response;
                }
                throw new EOFException("EOF");
            } catch (IOException e) {
                release(connection, false);
                if (!connection.isUsed() || !request.isRead() || !isClosed(e)) {
                    throw ConsulException.broken(place + reason(e), e);
                }
                // an idle connection that the agent has closed; a write might have been carried out, a read is asked
                // again
                forgetIdle();
            }
        }
    }

    private static boolean isClosed(IOException e) {
        return e instanceof EOFException || (e instanceof SocketException && !(e instanceof ConnectException));
    }

    private Duration limit(Request request) {
        Duration limit = settings.readTimeout();
        return limit.isZero() ? limit : limit.plus(request.patience());
    }

    private void write(Connection connection, Request request, String target) throws IOException {
        StringBuilder head = new StringBuilder(256);
        AgentAddress address = settings.address();
        head.append(request.method())
                .append(' ')
                .append(address.prefix())
                .append(target)
                .append(" HTTP/1.1\r\nHost: ");
        head.append(address.scheme() == AgentAddress.Scheme.UNIX ? "localhost" : address.authority());
        head.append("\r\nUser-Agent: praetor\r\n");
        String token = request.token(settings.token());
        if (!token.isEmpty()) {
            head.append("X-Consul-Token: ").append(headerValue(token)).append("\r\n");
        }
        String auth = settings.basicAuth();
        if (auth != null) {
            String encoded = Base64.getEncoder().encodeToString(auth.getBytes(StandardCharsets.UTF_8));
            head.append("Authorization: Basic ").append(encoded).append("\r\n");
        }
        if (!request.isRead()) {
            head.append("Content-Length: ").append(request.contentLength()).append("\r\n");
        }
        head.append("\r\n");
        byte[] headBytes = head.toString().getBytes(StandardCharsets.UTF_8);
        OutputStream out = connection.out();
        Bytes body = request.body();
        InputStream stream = request.stream();
        if (body != null && body.length() <= COPY_BYTES) {
            byte[] all = Arrays.copyOf(headBytes, headBytes.length + body.length());
            System.arraycopy(body.array(), 0, all, headBytes.length, body.length());
            out.write(all);
        } else {
            out.write(headBytes);
            if (body != null) {
                out.write(body.array());
            } else if (stream != null) {
                copy(stream, out, request.contentLength());
            }
        }
        out.flush();
    }

    private static String headerValue(String text) throws IOException {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) == 0x7f) {
                throw new IOException("net/http: invalid header field value for \"X-Consul-Token\"");
            }
        }
        return text;
    }

    private static void copy(InputStream from, OutputStream to, long length) throws IOException {
        byte[] buffer = new byte[COPY_BYTES];
        long left = length;
        while (left > 0) {
            int n = from.read(buffer, 0, (int) Math.min(buffer.length, left));
            if (n < 0) {
                throw new EOFException("the body ended " + left + " bytes before its length of " + length);
            }
            to.write(buffer, 0, n);
            left -= n;
        }
    }

    private Connection acquire(String place) throws ConsulException {
        synchronized (this) {
            if (closed) {
                throw ConsulException.unreachable(
                        place + "the client is closed", new IOException("the client is closed"));
            }
            Connection kept = idle.pollLast();
            if (kept != null) {
                busy.add(kept);
                return kept;
            }
        }
        Connection fresh;
        try {
            fresh = Connection.open(settings.address(), settings.tls(), tls);
        } catch (IOException e) {
            throw ConsulException.unreachable(place + dialReason(e), e);
        }
        synchronized (this) {
            busy.add(fresh);
        }
        return fresh;
    }

    /// Gives the connection back once; a class and no lambda, which would cost a millisecond at start-up.
    private static final class Lease implements Response.Release {
        private final Transport owner;
        private final Connection connection;
        private boolean done;

        Lease(Transport owner, Connection connection) {
            this.owner = owner;
            this.connection = connection;
        }

        @Override
        public void done(boolean reusable) {
            if (!done) {
                done = true;
                owner.release(connection, reusable);
            }
        }
    }

    private void release(Connection connection, boolean reusable) {
        synchronized (this) {
            busy.remove(connection);
            if (reusable && !closed && idle.size() < IDLE_LIMIT) {
                idle.addLast(connection);
                return;
            }
        }
        closeQuietly(connection);
    }

    private void forgetIdle() {
        List<Connection> all;
        synchronized (this) {
            all = new ArrayList<>(idle);
            idle.clear();
        }
        for (Connection connection : all) {
            closeQuietly(connection);
        }
    }

    /// Closes all connections, also those in use: their requests fail.
    @Override
    public void close() {
        Set<Connection> all;
        synchronized (this) {
            closed = true;
            all = new HashSet<>(busy);
            all.addAll(idle);
            idle.clear();
        }
        for (Connection connection : all) {
            closeQuietly(connection);
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (IOException e) {
            // nothing depends on a connection that is given up
        }
    }

    /// `Get "http://127.0.0.1:8500/v1/kv/x": `, the start of the original's messages.
    private String place(Request request) {
        String method = request.method();
        String title = method.charAt(0) + method.substring(1).toLowerCase(Locale.ROOT);
        return title + " \"" + settings.address().url(request.target()) + "\": ";
    }

    private String dialReason(IOException e) {
        AgentAddress address = settings.address();
        if (address.scheme() == AgentAddress.Scheme.UNIX) {
            return "dial unix " + address.host() + ": connect: " + unixReason(e);
        }
        String dial = "dial tcp " + address.authority() + ": ";
        return switch (e) {
            case UnknownHostException _ -> "dial tcp: lookup " + address.host() + ": no such host";
            case NoRouteToHostException _ -> dial + "connect: no route to host";
            case ConnectException _ -> dial + "connect: " + lowerFirst(e);
            case SocketTimeoutException _ -> dial + "i/o timeout";
            case SSLException tlsFailure -> TlsContext.reason(tlsFailure);
            default -> dial + lowerFirst(e);
        };
    }

    private static String unixReason(IOException e) {
        String text = lowerFirst(e);
        return e instanceof NoSuchFileException ? "no such file or directory" : text;
    }

    private static String reason(IOException e) {
        return switch (e) {
            case SocketTimeoutException _ -> "net/http: timeout awaiting response headers";
            case SSLException tlsFailure -> TlsContext.reason(tlsFailure);
            default -> lowerFirst(e);
        };
    }

    /// The JDK's words with a small first letter: `Connection refused` is the original's `connection refused`.
    private static String lowerFirst(IOException e) {
        String text = e.getMessage();
        if (text == null || text.isEmpty()) {
            return e.getClass().getSimpleName();
        }
        boolean acronym = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return acronym ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
