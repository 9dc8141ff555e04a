package io.praetor.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a reload and a restart switch on a running server: access control that is tried out, limits of requests, the
/// audit log.
class TriedOutAccessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String MANAGEMENT = "c1111111-0000-4000-8000-000000000001";
    private static final String NOBODYS = "c2222222-0000-4000-8000-000000000002";

    @TempDir
    private Path folder;

    private Path changing;
    private Agent agent;

    @BeforeEach
    void start() throws IOException, InterruptedException {
        changing = folder.resolve("changing.hcl");
        Files.writeString(changing, "");
        agent = start("dry-run");
    }

    private Agent start(String enforcement) throws IOException, InterruptedException {
        return Agent.leading(
                folder,
                "tried-" + enforcement,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-config-file=" + changing,
                        "-data-dir=" + Files.createDirectories(folder.resolve("data-" + enforcement)),
                        "-hcl=acl { enabled = true default_policy = \"deny\" enforcement = \"" + enforcement
                                + "\" tokens { master = \"" + MANAGEMENT + "\" } }"));
    }

    @AfterEach
    void end() {
        agent.close();
    }

    private HttpResponse send(String method, String target, String token, String body) throws IOException {
        HttpRequest request = HttpRequest.of(method, target);
        if (!token.isEmpty()) {
            request = request.withHeader("X-Consul-Token", token);
        }
        return agent.send(body.isEmpty() ? request : request.withBody(body));
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("never: " + what + "; " + agent.process().output());
            }
            Thread.sleep(20);
        }
    }

    @Test
    void aDryRunRefusesNothingButAccessControlAndSaysWhatItWouldRefuse() throws Exception {
        await("a write", () -> send("PUT", "/v1/kv/a", "", "1").status() == 200);

        assertThat(send("GET", "/v1/kv/a?raw", NOBODYS, "").text()).isEqualTo("1");
        assertThat(send("GET", "/v1/agent/self", "", "").status()).isEqualTo(200);
        await(
                "its own node",
                () -> send("GET", "/v1/catalog/nodes", "", "").text().contains("tried-dry-run"));
        assertThat(send("PUT", "/v1/agent/service/register", "", "{\"Name\":\"web\"}")
                        .status())
                .isEqualTo(200);

        assertThat(send("GET", "/v1/acl/tokens", "", "").status()).isEqualTo(403);
        assertThat(send("PUT", "/v1/acl/token", NOBODYS, "{}").status()).isEqualTo(403);
        assertThat(send("GET", "/v1/snapshot", "", "").status()).isEqualTo(403);
        assertThat(send("PUT", "/v1/agent/token/agent_recovery", "", "{\"Token\":\"x\"}")
                        .status())
                .isEqualTo(403);
        assertThat(send("GET", "/debug/pprof/cmdline", "", "").status()).isEqualTo(403);

        String log = agent.process().output();
        assertThat(log)
                .contains("ACCESS CONTROL REFUSES NOTHING")
                .contains("Access control would deny", "permission=key:write name=a", "permission=agent:read")
                .contains("Access control would refuse a token that is unknown")
                .doesNotContain(NOBODYS, MANAGEMENT);
        agent.close();
        agent = start("enforce");
        await(
                "access control",
                () -> send("GET", "/v1/acl/tokens", MANAGEMENT, "").status() == 200);
        assertThat(send("PUT", "/v1/kv/a", "", "2").status()).isEqualTo(403);
        assertThat(agent.process().output()).doesNotContain("REFUSES NOTHING");
    }

    @Test
    void aReloadChangesLimitsAndTheAuditLog() throws Exception {
        await("a write", () -> send("PUT", "/v1/kv/a", "", "1").status() == 200);
        Path audit = folder.resolve("audit.json");
        Files.writeString(
                changing,
                "limits { request_limits { mode = \"enforcing\" write_rate = 0 per_ip { read_rate = 0 } } }"
                        + " audit { enabled = true sink \"s\" { type = \"file\" path = \"" + audit
                        + "\" rotate_bytes = 1000000 } exclude = [\"/v1/status\"] }");
        agent.process().signal("HUP");
        await("a limit", () -> send("GET", "/v1/kv/a", "", "").status() == 429);

        // parts of the agent take a reload over one after the other
        await("a record", () -> {
            HttpResponse again = send("GET", "/v1/kv/a", "", "");
            return again.status() == 429
                    && Files.exists(audit)
                    && Files.readString(audit).contains("\"status\":\"429\"");
        });
        HttpResponse read = send("GET", "/v1/kv/a", "", "");
        assertThat(read.text()).isEqualTo("rate limit exceeded, try again later or against a different server");
        HttpResponse write = send("PUT", "/v1/kv/a", "", "2");
        assertThat(write.status()).isEqualTo(503);
        assertThat(write.text())
                .isEqualTo(
                        "rate limit exceeded for operation that can only be performed by the leader, try again later");
        assertThat(send("GET", "/v1/agent/self", "", "").status()).isEqualTo(200);
        assertThat(send("GET", "/v1/status/leader", "", "").status()).isEqualTo(200);

        // put aside by somebody else, and opened anew
        Path aside = Files.move(audit, folder.resolve("aside.json"));
        Files.writeString(changing, Files.readString(changing).replace("enforcing", "permissive"));
        agent.process().signal("HUP");
        await("no limit", () -> send("PUT", "/v1/kv/a", "", "3").status() == 200);
        // the limit may go before the file is opened anew
        await("the other file", () -> {
            HttpResponse again = send("PUT", "/v1/kv/a", "", "3");
            return again.status() == 200
                    && Files.exists(audit)
                    && Files.readString(audit).contains("\"status\":\"200\"");
        });
        assertThat(Files.readString(aside))
                .contains("\"status\":\"429\"", "\"status\":\"503\",\"error\":\"rate limit exceeded for operation")
                .doesNotContain("/v1/status");
        assertThat(agent.process().output()).contains("Requests exceed the allowed rate");

        Files.writeString(changing, "");
        agent.process().signal("HUP");
        await("no audit log", () -> {
            long before = Files.size(audit);
            return send("GET", "/v1/kv/a", "", "").status() == 200 && Files.size(audit) == before;
        });
        Files.writeString(
                changing,
                "audit { enabled = true sink \"s\" { type = \"file\" path = \"/proc/no/such\" rotate_bytes = 1 } }");
        HttpResponse refused = send("PUT", "/v1/agent/reload", MANAGEMENT, "");
        assertThat(refused.status()).isEqualTo(500);
        assertThat(refused.text()).contains("audit.sink[s]: cannot write \"/proc/no/such\"");
    }
}
