package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The `request` part of a step, ready to be sent: nothing is added that the case did not ask for.
record Ask(HttpRequest request, Duration patience) {

    /// @param token what it acts with if it says nothing else; null: nothing
    static Ask of(JsonNode step, Captures captures, @Nullable String token) throws IOException {
        byte[] body = body(step, captures);
        List<HttpRequest.Header> headers = new ArrayList<>();
        JsonNode given = step.path("headers");
        for (String name : Json.names(given)) {
            headers.add(new HttpRequest.Header(
                    captures.text(name), captures.text(given.get(name).asText())));
        }
        String path = captures.text(step.get("path").asText());
        if (token != null && !step.path("anonymous").asBoolean() && !bringsToken(path, headers)) {
            headers.add(new HttpRequest.Header("X-Consul-Token", token));
        }
        if (step.has("body")
                && headers.stream().noneMatch(header -> header.name().equals("Content-Type"))) {
            headers.add(new HttpRequest.Header("Content-Type", "application/json"));
        }
        return new Ask(
                new HttpRequest(
                        step.get("method").asText(),
                        path,
                        headers,
                        body,
                        step.path("chunked").asBoolean()),
                Duration.ofSeconds(step.path("timeout_s").asInt(30)));
    }

    private static boolean bringsToken(String path, List<HttpRequest.Header> headers) {
        return path.contains("token=")
                || headers.stream()
                        .anyMatch(header -> header.name().equalsIgnoreCase("X-Consul-Token")
                                || header.name().equalsIgnoreCase("Authorization"));
    }

    Answer send(Endpoint endpoint) throws IOException {
        long started = System.nanoTime();
        var response = HttpConnection.exchange(endpoint, request, patience);
        return Answer.of(response, (System.nanoTime() - started) / 1_000_000);
    }

    private static byte @Nullable [] body(JsonNode step, Captures captures) throws IOException {
        if (step.has("body")) {
            return Json.body(captures.fill(step.get("body")));
        }
        if (step.has("text")) {
            return captures.text(step.get("text").asText()).getBytes(StandardCharsets.UTF_8);
        }
        if (step.has("base64")) {
            return Base64.getDecoder().decode(step.get("base64").asText());
        }
        if (step.has("raw")) {
            return captures.fill(step.get("raw")).binaryValue();
        }
        if (step.has("fill")) {
            byte[] body = new byte[step.get("fill").get("size").asInt()];
            Arrays.fill(body, (byte) step.get("fill").get("byte").asText().charAt(0));
            return body;
        }
        return null;
    }
}
