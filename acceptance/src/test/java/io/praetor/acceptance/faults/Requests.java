package io.praetor.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;

/// Requests that were answered well, or not at all.
final class Requests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Requests() {}

    static HttpResponse get(ServerProcess server, String target) throws IOException {
        HttpResponse answer = server.send(HttpRequest.of("GET", target));
        if (answer.status() != 200 && answer.status() != 404) {
            throw refused(target, answer);
        }
        return answer;
    }

    static HttpResponse put(ServerProcess server, String target, String body) throws IOException {
        return checked(target, server.send(HttpRequest.of("PUT", target).withBody(body)));
    }

    static HttpResponse delete(ServerProcess server, String target) throws IOException {
        return checked(target, server.send(HttpRequest.of("DELETE", target)));
    }

    static JsonNode json(HttpResponse answer) throws IOException {
        return JSON.readTree(answer.body());
    }

    private static HttpResponse checked(String target, HttpResponse answer) throws IOException {
        if (answer.status() != 200) {
            throw refused(target, answer);
        }
        return answer;
    }

    private static IOException refused(String target, HttpResponse answer) {
        return new IOException(
                "%s: %d %s".formatted(target, answer.status(), answer.text().strip()));
    }
}
