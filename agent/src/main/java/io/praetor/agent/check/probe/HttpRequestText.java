package io.praetor.agent.check.probe;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Writes the requests of HTTP checks.
///
/// @param headers as registered, in order; one line for each value
record HttpRequestText(String method, List<Field> headers, String body) {
    private static final Set<String> OURS =
            Set.of("host", "user-agent", "accept", "content-length", "transfer-encoding", "trailer", "connection");

    /// What must not be told to another host than the one it was meant for.
    private static final Set<String> SECRETS = Set.of("authorization", "cookie", "cookie2", "www-authenticate");

    /// One line of a head.
    record Field(String name, String value) {
        boolean is(String other) {
            return name.equalsIgnoreCase(other);
        }
    }

    static HttpRequestText of(String method, @Nullable Map<String, @Nullable List<String>> header, String body) {
        List<Field> fields = new ArrayList<>();
        if (header != null) {
            header.forEach((name, values) -> {
                if (values != null) {
                    values.forEach(value -> fields.add(new Field(name, value)));
                }
            });
        }
        return new HttpRequestText(method.isEmpty() ? "GET" : method, List.copyOf(fields), body);
    }

    /// What is wrong with it, in the original's words; null: nothing.
    @Nullable String problem() {
        if (!method.chars().allMatch(HttpRequestText::isTokenChar)) {
            return "net/http: invalid method \"" + method + "\"";
        }
        for (Field field : headers) {
            if (field.name.isEmpty() || !field.name.chars().allMatch(HttpRequestText::isTokenChar)) {
                return "net/http: invalid header field name \"" + field.name + "\"";
            }
            if (!field.value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c != 0x7f))) {
                return "net/http: invalid header field value for \"" + field.name + "\"";
            }
        }
        return null;
    }

    private static boolean isTokenChar(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "!#$%&'*+-.^_`|~".indexOf(c) >= 0;
    }

    /// The value of a header that was given; empty: it was not.
    String given(String name) {
        return headers.stream()
                .filter(field -> field.is(name))
                .map(Field::value)
                .findFirst()
                .orElse("");
    }

    /// The request to send after a redirect with this status.
    HttpRequestText redirected(int status) {
        boolean same = status == 307 || status == 308 || method.equals("GET") || method.equals("HEAD");
        return same ? this : new HttpRequestText("GET", headers, "");
    }

    /// The bytes to send.
    ///
    /// @param host    what `Host` says
    /// @param trusted whether the host may see credentials
    byte[] to(HttpTarget target, String host, boolean trusted) {
        byte[] content = body.getBytes(StandardCharsets.UTF_8);
        StringBuilder head = new StringBuilder(256);
        head.append(method)
                .append(' ')
                .append(target.path())
                .append(target.query())
                .append(" HTTP/1.1\r\n");
        line(head, "Host", host);
        line(head, "User-Agent", orElse(given("User-Agent"), "Consul Health Check"));
        if (content.length > 0 || method.equals("POST") || method.equals("PUT") || method.equals("PATCH")) {
            line(head, "Content-Length", Integer.toString(content.length));
        }
        line(head, "Accept", orElse(given("Accept"), "text/plain, text/*, */*"));
        String userInfo = target.userInfo();
        if (userInfo != null && given("Authorization").isEmpty()) {
            line(head, "Authorization", "Basic " + base64(userInfo));
        }
        for (Field field : headers) {
            String name = field.name.toLowerCase(Locale.ROOT);
            if (!OURS.contains(name) && (trusted || !SECRETS.contains(name))) {
                line(head, field.name, field.value);
            }
        }
        head.append("Connection: close\r\n\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.UTF_8);
        byte[] whole = Arrays.copyOf(start, start.length + content.length);
        System.arraycopy(content, 0, whole, start.length, content.length);
        return whole;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private static String orElse(String given, String otherwise) {
        return given.isEmpty() ? otherwise : given;
    }

    private static String base64(String userInfo) {
        return Base64.getEncoder().encodeToString(userInfo.getBytes(StandardCharsets.UTF_8));
    }
}
