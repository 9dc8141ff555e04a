package io.praetor.acceptance.hostile;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Requests that were right once. The same seed makes the same ones.
final class Mutations {

    private static final List<String> HEADS = List.of(
            "GET /v1/kv/fuzz/a?recurse&index=1&wait=1ms",
            "PUT /v1/kv/fuzz/a?cas=0&flags=42",
            "DELETE /v1/kv/fuzz/b?recurse",
            "GET /v1/catalog/nodes?near=_agent&node-meta=a:b",
            "GET /v1/health/service/web?passing&tag=x&filter=Service.Port%20%3D%3D%2080",
            "GET /v1/health/state/any?filter=%22a%22%20in%20Node",
            "PUT /v1/catalog/register",
            "PUT /v1/catalog/deregister",
            "PUT /v1/session/create?dc=dc1",
            "PUT /v1/session/renew/00000000-1111-2222-3333-444444444444",
            "PUT /v1/txn",
            "PUT /v1/coordinate/update",
            "PUT /v1/operator/autopilot/configuration?cas=3",
            "PUT /v1/snapshot",
            "GET /v1/status/leader?pretty&stale&consistent");

    private static final List<String> BODIES = List.of(
            "",
            "plain",
            "{\"Node\": \"fuzz\", \"Address\": \"10.0.0.1\", \"Service\": {\"Service\": \"web\", \"Port\": 80}}",
            "{\"Name\": \"fuzz\", \"TTL\": \"10s\", \"Behavior\": \"delete\", \"LockDelay\": \"1s\"}",
            "[{\"KV\": {\"Verb\": \"set\", \"Key\": \"fuzz/t\", \"Value\": \"YQ==\"}}, {\"KV\": {\"Verb\": \"get-tree\"}}]",
            "{\"Node\": \"fuzz\", \"Coord\": {\"Vec\": [0.1, 0, 0, 0, 0, 0, 0, 0], \"Error\": 1.5, \"Height\": 1e-5}}",
            "[".repeat(60_000),
            "{\"a\":".repeat(30_000));

    private static final List<String> HEADERS = List.of(
            "X-Consul-Token: x",
            "Accept-Encoding: gzip",
            "Content-Type: application/json",
            "Connection: close",
            "Expect: 100-continue",
            "Transfer-Encoding: chunked",
            "Transfer-Encoding: chunked, chunked",
            "Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Cache-Control: max-age=zz",
            "Upgrade: h2c",
            " folded: header",
            "no colon at all",
            ": no name");

    private static final List<String> TOKENS = List.of(
            "%00",
            "%",
            "%zz",
            "\r\n",
            "\n",
            "\0",
            "..",
            "//",
            "?",
            "&index=-1",
            "&wait=999999999999h",
            "\u00ff",
            "\"",
            "{",
            "}",
            "null",
            "1e999",
            "-0",
            "\\u0000",
            "\\ud800",
            "HTTP/9.9",
            " ",
            "\t",
            "5\r\nhello\r\n0\r\n\r\n",
            "ffffffffffffffff\r\n",
            "GET / HTTP/1.1\r\n\r\n");

    private final RandomGenerator random;

    Mutations(RandomGenerator random) {
        this.random = random;
    }

    /// The bytes of one or two requests.
    byte[] next() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(request());
        if (random.nextInt(6) == 0) {
            bytes.writeBytes(request());
        }
        return bytes.toByteArray();
    }

    private byte[] request() {
        String body = mutated(one(BODIES), 3);
        StringBuilder head = new StringBuilder(one(HEADS));
        head.append(random.nextInt(20) == 0 ? "" : " HTTP/1.1").append("\r\n");
        head.append(random.nextInt(10) == 0 ? "" : "Host: fuzz\r\n");
        for (int i = random.nextInt(3); i > 0; i--) {
            head.append(one(HEADERS)).append("\r\n");
        }
        if (random.nextInt(8) != 0) {
            head.append("Content-Length: ").append(body.length()).append("\r\n");
        }
        String request = mutated(head.toString(), 2) + "\r\n" + body;
        return request.getBytes(StandardCharsets.ISO_8859_1);
    }

    private String mutated(String text, int most) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(most + 1); i > 0; i--) {
            int at = random.nextInt(mutated.length() + 1);
            int end = Math.min(mutated.length(), at + random.nextInt(6));
            switch (random.nextInt(6)) {
                case 0 -> mutated.insert(at, one(TOKENS));
                case 1 -> mutated.replace(at, end, one(TOKENS));
                case 2 -> mutated.delete(at, end);
                case 3 -> mutated.insert(at, (char) random.nextInt(256));
                case 4 -> mutated.insert(at, mutated.substring(at, end));
                default -> mutated.insert(at, filler());
            }
        }
        return mutated.toString();
    }

    private String filler() {
        char[] filler = new char[1 << random.nextInt(18)];
        Arrays.fill(filler, "a/%[\"".charAt(random.nextInt(5)));
        return new String(filler);
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
