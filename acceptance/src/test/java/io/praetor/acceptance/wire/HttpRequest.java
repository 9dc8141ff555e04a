package io.praetor.acceptance.wire;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One request as it goes over the wire: nothing is added but the `Host` header and the framing of the body.
/// Built by copies: start with [#of] and add what the test needs.
public final class HttpRequest {

    private final String method;
    private final String target;
    private final List<Header> headers;
    private final byte @Nullable [] body;
    private final boolean chunked;

    /// One header line.
    public record Header(String name, String value) {}

    /// @param target what stands between method and version, sent as it is
    /// @param body null sends no body; its length is announced whenever there is one, and for PUT and POST without
    /// @param chunked sends the body as one chunk instead of announcing its length
    public HttpRequest(String method, String target, List<Header> headers, byte @Nullable [] body, boolean chunked) {
        this.method = method;
        this.target = target;
        this.headers = List.copyOf(headers);
        this.body = body;
        this.chunked = chunked;
    }

    /// A request without headers and body.
    public static HttpRequest of(String method, String target) {
        return new HttpRequest(method, target, List.of(), null, false);
    }

    /// The same request with a text for a body.
    public HttpRequest withBody(String text) {
        return new HttpRequest(method, target, headers, text.getBytes(StandardCharsets.UTF_8), chunked);
    }

    /// The same request with one more header.
    public HttpRequest withHeader(String name, String value) {
        List<Header> more = new ArrayList<>(headers);
        more.add(new Header(name, value));
        return new HttpRequest(method, target, more, body, chunked);
    }

    String method() {
        return method;
    }

    /// Request line and headers, up to and with the empty line.
    byte[] head(String host) {
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(target).append(" HTTP/1.1\r\n");
        head.append("Host: ").append(host).append("\r\n");
        for (Header header : headers) {
            head.append(header.name()).append(": ").append(header.value()).append("\r\n");
        }
        if (chunked) {
            head.append("Transfer-Encoding: chunked\r\n");
        } else if (body != null || method.equals("PUT") || method.equals("POST")) {
            head.append("Content-Length: ")
                    .append(body == null ? 0 : body.length)
                    .append("\r\n");
        }
        head.append("\r\n");
        return head.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// The framed body; empty when there is none.
    byte[] payload() {
        if (body == null) {
            return new byte[0];
        }
        if (!chunked) {
            return body;
        }
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes((Integer.toHexString(body.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        framed.writeBytes(body);
        framed.writeBytes("\r\n0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return framed.toByteArray();
    }
}
