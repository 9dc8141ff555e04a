package io.praetor.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.function.Predicate;

/// Requests with tokens.
final class Requests {
    /// How long anything may take that comes in the end.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private Requests() {}

    /// @param body empty: none
    static HttpResponse send(Agent agent, String method, String path, String token, String body) throws IOException {
        HttpRequest request = HttpRequest.of(method, path).withHeader("X-Consul-Token", token);
        return agent.send(body.isEmpty() ? request : request.withBody(body));
    }

    static HttpResponse get(Agent agent, String path, String token) throws IOException {
        return send(agent, "GET", path, token, "");
    }

    /// Asks until the answer is as wanted.
    static void await(Agent agent, String path, String token, Predicate<HttpResponse> wanted)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse response = get(agent, path, token);
                last = response.status() + " " + response.text();
                if (wanted.test(response)) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(20);
        }
        throw new IOException("GET %s was never as wanted; last: %s%n%s"
                .formatted(path, last, agent.process().output()));
    }

    /// Makes a token with a policy of its own.
    ///
    /// @return its accessor
    static String token(Agent server, String management, String rules, String secret) throws IOException {
        String name = "of-" + secret;
        send(
                server,
                "PUT",
                "/v1/acl/policy",
                management,
                "{\"Name\": \"%s\", \"Rules\": \"%s\"}".formatted(name, rules.replace("\"", "\\\"")));
        HttpResponse made = send(
                server,
                "PUT",
                "/v1/acl/token",
                management,
                "{\"SecretID\": \"%s\", \"Policies\": [{\"Name\": \"%s\"}]}".formatted(secret, name));
        assertThat(made.status()).as(made.text()).isEqualTo(200);
        return made.text().replaceFirst("(?s).*\"AccessorID\":\\s*\"([^\"]+)\".*", "$1");
    }
}
