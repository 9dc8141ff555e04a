package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/// What came back for one request: the response, with its body unpacked, and how long it took.
record Answer(HttpResponse response, long millis) {
    private static final String HOP = "rpc error making call: ";

    static Answer of(HttpResponse response, long millis) throws IOException {
        byte[] body = response.body();
        if (!"gzip".equals(response.header("Content-Encoding")) || body.length == 0) {
            return new Answer(response, millis);
        }
        try (GZIPInputStream unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            return new Answer(new HttpResponse(response.status(), response.headers(), unpacked.readAllBytes()), millis);
        }
    }

    /// The same, an error without the mark of its way from a server to a client agent (`http-api.md` §1.7).
    Answer withoutHop() {
        String text = response.text();
        if (response.status() < 400 || !text.startsWith(HOP)) {
            return this;
        }
        byte[] rest = text.substring(HOP.length()).getBytes(StandardCharsets.UTF_8);
        return new Answer(new HttpResponse(response.status(), response.headers(), rest), millis);
    }

    /// The differences to the `expect` part of a step, its variables filled in.
    List<String> differencesTo(JsonNode want) {
        List<String> lines = new ArrayList<>();
        if (want.has("status")) {
            lines.addAll(Differences.between(
                    want.get("status"), JsonNodeFactory.instance.numberNode(response.status()), "status"));
        }
        JsonNode headers = want.path("headers");
        for (String name : Json.names(headers)) {
            lines.addAll(ofHeader(name, headers.get(name), response.header(name)));
        }
        if (want.has("body")) {
            lines.addAll(ofBody(want.get("body")));
        }
        if (want.has("text")) {
            lines.addAll(Differences.between(want.get("text"), Differences.text(response.text()), "text"));
        }
        if (want.has("base64")) {
            String got = Base64.getEncoder().encodeToString(response.body());
            lines.addAll(Differences.between(want.get("base64"), Differences.text(got), "base64"));
        }
        if (want.has("starts_with_hex")) {
            int length = Math.min(want.get("starts_with_hex").asText().length() / 2, response.body().length);
            String got = HexFormat.of().formatHex(response.body(), 0, length);
            lines.addAll(Differences.between(want.get("starts_with_hex"), Differences.text(got), "first bytes"));
        }
        return lines;
    }

    private static List<String> ofHeader(String name, JsonNode want, @Nullable String got) {
        boolean wantsNone = want.isTextual() && want.textValue().equals("$absent");
        if (wantsNone || got == null) {
            if (wantsNone == (got == null)) {
                return List.of();
            }
            String shown = got == null || got.isEmpty() ? "nothing" : got;
            return List.of("header %s: expected %s, got %s".formatted(name, want.asText(), shown));
        }
        return Differences.between(want, Differences.text(got), "header " + name);
    }

    private List<String> ofBody(JsonNode want) {
        JsonNode got;
        try {
            got = Json.parse(response.body());
        } catch (IOException noJson) {
            return List.of("body: expected JSON %s, got %s"
                    .formatted(Differences.shown(want), Differences.shown(response.text())));
        }
        return Differences.between(want, got, "body");
    }

    /// What a capture names: `body/0/ID`, `header/X-Consul-Index`, `text` or `raw`.
    JsonNode pick(String where) throws IOException {
        String[] keys = where.split("/", -1);
        return switch (keys[0]) {
            case "header" -> {
                String value = response.header(keys[1]);
                yield value == null ? JsonNodeFactory.instance.nullNode() : Differences.text(value);
            }
            case "text" -> Differences.text(response.text());
            case "raw" -> JsonNodeFactory.instance.binaryNode(response.body());
            default -> inBody(where, keys);
        };
    }

    private JsonNode inBody(String where, String[] keys) throws IOException {
        JsonNode value = Json.parse(response.body());
        for (int i = 1; i < keys.length; i++) {
            JsonNode inner = value.isArray() ? value.get(Integer.parseInt(keys[i])) : value.get(keys[i]);
            if (inner == null) {
                throw new IOException("nothing at '%s' of %s".formatted(where, response.text()));
            }
            value = inner;
        }
        return value;
    }
}
