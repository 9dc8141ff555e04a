package io.praetor.acceptance.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One answer, with its body unframed but otherwise as it was sent.
public final class HttpResponse {

    private final int status;
    private final List<HttpRequest.Header> headers;
    private final byte[] body;

    /// Takes the body as it is.
    public HttpResponse(int status, List<HttpRequest.Header> headers, byte[] body) {
        this.status = status;
        this.headers = List.copyOf(headers);
        this.body = body;
    }

    /// The status code.
    public int status() {
        return status;
    }

    /// The headers in the order in which they came.
    public List<HttpRequest.Header> headers() {
        return headers;
    }

    /// The bytes of the body; not a copy.
    public byte[] body() {
        return body;
    }

    /// The first header of that name, whatever its case.
    public @Nullable String header(String name) {
        for (HttpRequest.Header header : headers) {
            if (header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT))) {
                return header.value();
            }
        }
        return null;
    }

    /// The body as UTF-8, without blanks around it.
    public String text() {
        return new String(body, StandardCharsets.UTF_8).strip();
    }

    /// The state index the answer speaks of; 0 when it names none.
    public long index() {
        String index = header("X-Consul-Index");
        return index == null ? 0 : Long.parseLong(index);
    }
}
