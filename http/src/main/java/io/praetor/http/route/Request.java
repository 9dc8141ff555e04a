package io.praetor.http.route;

import io.netty.handler.codec.http.HttpHeaders;
import java.io.InputStream;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/// One request whose route is found and whose body, if the route wants one, is there. Handlers must not keep it: a
/// parked read is to cost no more than its question.
public final class Request {
    private static final byte[] NO_BODY = new byte[0];

    private final String method;
    private final String path;
    private final int restAt;
    private final Params params;
    private final HttpHeaders headers;
    private final @Nullable InetSocketAddress peer;
    private final boolean pretty;
    private byte[] body = NO_BODY;
    private InputStream stream = InputStream.nullInputStream();

    Request(
            String method,
            String path,
            int restAt,
            Params params,
            HttpHeaders headers,
            @Nullable InetSocketAddress peer,
            boolean pretty) {
        this.method = method;
        this.path = path;
        this.restAt = restAt;
        this.params = params;
        this.headers = headers;
        this.peer = peer;
        this.pretty = pretty;
    }

    /// The method, in upper case as sent.
    public String method() {
        return method;
    }

    /// The path, decoded; [io.praetor.model.ByteText], since an escape may stand for any byte.
    public String path() {
        return path;
    }

    /// What follows the route's prefix: a name, an id, a key with its slashes.
    public String rest() {
        return path.substring(restAt);
    }

    /// The query parameters.
    public Params params() {
        return params;
    }

    /// The first value of a header.
    public @Nullable String header(CharSequence name) {
        return headers.get(name);
    }

    /// Who sent it; null on a unix socket.
    public @Nullable InetSocketAddress peer() {
        return peer;
    }

    /// Whether JSON is to be indented.
    public boolean pretty() {
        return pretty;
    }

    /// The whole body, of a route that buffers it.
    public byte[] body() {
        return body;
    }

    /// The body as it arrives, of a route that streams it; reading blocks.
    public InputStream stream() {
        return stream;
    }

    /// The token the request carries (`http-api.md` §1.4); empty when it carries none.
    public String token() {
        return token(params, headers);
    }

    /// The token of a request with these parameters and headers; empty when it carries none.
    public static String token(Params params, HttpHeaders headers) {
        String token = params.first("token");
        if (!token.isEmpty()) {
            return token;
        }
        String header = headers.get(HeaderNames.TOKEN);
        if (header != null && !header.isEmpty()) {
            return header;
        }
        String authorization = headers.get(HeaderNames.AUTHORIZATION);
        return authorization == null ? "" : bearer(authorization);
    }

    private static String bearer(String authorization) {
        String[] words = authorization.trim().split("\\s+", 3);
        return words.length > 1 && words[0].equalsIgnoreCase("Bearer") ? words[1] : "";
    }

    /// Gives the request its buffered body.
    public void setBody(byte[] content) {
        body = content;
    }

    /// Gives the request its streamed body.
    public void setStream(InputStream content) {
        stream = content;
    }
}
