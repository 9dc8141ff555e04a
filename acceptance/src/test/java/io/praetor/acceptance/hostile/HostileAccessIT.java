package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What attackers try at the HTTP API of a server that controls access: other spellings of keys, checks that make the
/// agent do their work, pages among values, and secrets in what operators pass on.
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileAccessIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MANAGEMENT = "b1111111-0000-4000-8000-000000000001";
    private static final String EVE = "b2222222-0000-4000-8000-000000000002";
    private static final String AGENT = "b3333333-0000-4000-8000-000000000003";
    private static final String RECOVERY = "b4444444-0000-4000-8000-000000000004";
    private static final String REPLICATION = "b5555555-0000-4000-8000-000000000005";
    private static final String STRANGER = "b6666666-0000-4000-8000-000000000006";
    private static final String MADE = "b7777777-0000-4000-8000-000000000007";
    private static final String NEW_AGENT = "b8888888-0000-4000-8000-000000000008";
    private static final String BEARER = "eyJhbGciOiJub25lIn0.c2VjcmV0LWJlYXJlcg.c2lnbmF0dXJl";
    private static final String PRIVATE_VALUE = "value-of-the-private-key";
    private static final List<String> SECRETS =
            List.of(MANAGEMENT, EVE, AGENT, RECOVERY, REPLICATION, STRANGER, MADE, NEW_AGENT, BEARER, PRIVATE_VALUE);

    @TempDir
    private static Path folder;

    private static Agent agent;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        agent = Agent.leading(
                folder,
                "guarded",
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-log-level=trace",
                        "-data-dir=" + Files.createDirectories(folder.resolve("data")),
                        "-hcl=acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MANAGEMENT
                                + "\" agent = \"" + AGENT + "\" agent_master = \"" + RECOVERY + "\" replication = \""
                                + REPLICATION + "\" } }",
                        "-hcl=telemetry { prometheus_retention_time = \"1h\" }",
                        "-hcl=audit { enabled = true sink \"all\" { type = \"file\" path = \"" + folder
                                + "/audit.json\" delivery_guarantee = \"enforced\" rotate_duration = \"24h\" } }"));
        await(
                "the management token",
                () -> send("GET", "/v1/acl/tokens", MANAGEMENT, "").status() == 200);
        made(
                "/v1/acl/policy",
                "{\"Name\":\"eve\",\"Rules\":\"key_prefix \\\"public/\\\" { policy = \\\"write\\\" } "
                        + "service_prefix \\\"eve\\\" { policy = \\\"write\\\" }\"}");
        made("/v1/acl/token", "{\"SecretID\":\"" + EVE + "\",\"Policies\":[{\"Name\":\"eve\"}]}");
        made("/v1/kv/private/key", PRIVATE_VALUE);
        made("/v1/kv/publicity", PRIVATE_VALUE);
        made("/v1/kv/public/key", "public");
    }

    @AfterAll
    static void end() {
        agent.close();
    }

    @FunctionalInterface
    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            if (System.nanoTime() > deadline) {
                throw new IOException("never: " + what + "; " + agent.process().output());
            }
            Thread.sleep(20);
        }
    }

    private static HttpResponse send(String method, String target, String token, String body) throws IOException {
        HttpRequest request = HttpRequest.of(method, target);
        if (!token.isEmpty()) {
            request = request.withHeader("X-Consul-Token", token);
        }
        return agent.send(body.isEmpty() ? request : request.withBody(body));
    }

    private static void made(String target, String body) throws IOException {
        HttpResponse answer = send("PUT", target, MANAGEMENT, body);
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    // ---- spellings of keys

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/kv/private/key",
                "/v1/kv/private%2fkey",
                "/v1/kv/%70rivate/key",
                "/v1/kv/public/../private/key",
                "/v1/kv/public/%2e%2e/private/key",
                "/v1/kv/public%2f..%2fprivate%2fkey",
                "/v1/kv/public/..%2fprivate/key",
                "/v1/kv/public/%252e%252e/private/key",
                "/v1/kv/public/%c0%ae%c0%ae/private/key",
                "/v1/kv/public/..;/private/key",
                "/v1/kv/public/;/../private/key",
                "/v1/kv//private/key",
                "/v1/kv/./private/key",
                "//v1/kv/private/key",
                "/v1/kv/PRIVATE/key",
                "/v1/kv/private/key%00",
                "/v1/kv/public/%00/../../private/key",
                "/v1/kv/publicity",
                "/v1/kv/public%69ty",
                "/v1/kv/private/key?raw",
                "/v1/kv/private/?recurse",
                "/v1/kv/?recurse",
                "/v1/kv/publi?recurse",
                "/v1/kv/private/?keys",
                "http://localhost/v1/kv/private/key",
            })
    void noSpellingOfAKeySlipsPastItsRule(String target) throws IOException {
        for (String suffix :
                List.of("", target.contains("?") ? "&stale" : "?stale", target.contains("?") ? "&cached" : "?cached")) {
            HttpResponse answer = send("GET", target + suffix, EVE, "");
            assertThat(answer.text())
                    .as("%s: %d", target + suffix, answer.status())
                    .doesNotContain(PRIVATE_VALUE, "cHJpdmF0", "\"private/key\"", "dmFsdWUtb2Y");
        }
        HttpResponse written = send("PUT", target.replaceAll("\\?.*", ""), EVE, "taken over");
        assertThat(send("GET", "/v1/kv/private/key?raw", MANAGEMENT, "").text())
                .as("%s: %d", target, written.status())
                .isEqualTo(PRIVATE_VALUE);
        assertThat(send("GET", "/v1/kv/publicity?raw", MANAGEMENT, "").text()).isEqualTo(PRIVATE_VALUE);
    }

    @Test
    void keysHaveALimit() throws IOException {
        HttpResponse answer = send("PUT", "/v1/kv/public/" + "k".repeat(200_000), EVE, "x");

        assertThat(answer.status()).isIn(400, 413, 414, 431);
        assertThat(send("GET", "/v1/status/leader", "", "").status()).isEqualTo(200);
    }

    @Test
    void bodiesHaveALimit() throws IOException {
        String long1 = "x".repeat(600_000);
        assertThat(send("PUT", "/v1/kv/public/long", EVE, long1).status()).isEqualTo(413);
        assertThat(send("PUT", "/v1/txn", EVE, long1).status()).isEqualTo(413);
        for (String target : List.of("/v1/acl/login", "/v1/agent/service/register", "/v1/catalog/register")) {
            String method = target.endsWith("login") ? "POST" : "PUT";
            assertThat(send(method, target, EVE, "\"" + "x".repeat(9 << 20)).status())
                    .as(target)
                    .isEqualTo(413);
        }
    }

    // ---- pages among values

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html><script>alert(document.cookie)</script>",
                "<!DOCTYPE html><body onload=alert(1)>",
                "  <SCRIPT src=//evil>",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
                "<?xml version='1.0'?><x/>",
                "%PDF-1.4",
                "GIF89a/*<svg/onload=alert(1)>*/=alert(1)//;",
            })
    void aValueIsNoPage(String value) throws IOException {
        made("/v1/kv/public/page", value);

        HttpResponse answer = send("GET", "/v1/kv/public/page?raw", EVE, "");

        assertThat(answer.text()).isEqualTo(value.strip());
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.header("Content-Security-Policy")).isEqualTo("sandbox");
    }

    @Test
    void whatAnErrorRepeatsIsNoPage() throws IOException {
        for (String target : List.of(
                "/v1/kv/public/a?index=%3Cscript%3E",
                "/v1/health/state/%3Cscript%3E",
                "/v1/catalog/nodes?filter=%3Cscript%3E",
                "/v1/config/%3Cscript%3E/x",
                "/v1/acl/token/%3Cscript%3E")) {
            HttpResponse answer = send("GET", target, MANAGEMENT, "");
            String type = answer.header("Content-Type");
            assertThat(type == null ? "" : type)
                    .as(target)
                    .doesNotContain("html")
                    .doesNotContain("xml");
        }
    }

    // ---- checks that make the agent do somebody's work

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Name\":\"c\",\"Args\":[\"/bin/true\"],\"Interval\":\"10s\"}",
                "{\"Name\":\"c\",\"ScriptArgs\":[\"/bin/true\"],\"Interval\":\"10s\"}",
                "{\"Name\":\"c\",\"args\":[\"/bin/true\"],\"Interval\":\"10s\",\"HTTP\":\"http://127.0.0.1:1\"}",
                "{\"Name\":\"c\",\"DockerContainerID\":\"x\",\"Args\":[\"/bin/true\"],\"Interval\":\"10s\"}",
            })
    void nobodyRegistersAProgramOverTheApi(String check) throws IOException {
        HttpResponse alone = send("PUT", "/v1/agent/check/register", MANAGEMENT, check);
        HttpResponse within =
                send("PUT", "/v1/agent/service/register", MANAGEMENT, "{\"Name\":\"eve\",\"Check\":" + check + "}");

        for (HttpResponse answer : List.of(alone, within)) {
            assertThat(answer.status()).as(answer.text()).isIn(400, 500);
            assertThat(answer.text()).contains("Scripts are disabled on this agent");
        }
    }

    @Test
    void checksTakeTheRightToWhatTheyAreOf() throws IOException {
        String http = "{\"Name\":\"c\",\"HTTP\":\"http://169.254.169.254/latest/meta-data\",\"Interval\":\"1h\"";

        assertThat(send("PUT", "/v1/agent/check/register", EVE, http + "}").status())
                .isEqualTo(403);
        assertThat(send("PUT", "/v1/agent/check/register", EVE, http + ",\"ServiceID\":\"consul\"}")
                        .status())
                .isIn(403, 404, 500);
        assertThat(send("PUT", "/v1/agent/service/register", EVE, "{\"Name\":\"other\",\"Check\":" + http + "}}")
                        .status())
                .isEqualTo(403);
        assertThat(send("PUT", "/v1/agent/check/register", "", http + "}").status())
                .isEqualTo(403);
        assertThat(send("GET", "/v1/agent/checks", MANAGEMENT, "").text()).isEqualTo("{}");
    }

    // ---- secrets in what operators pass on; last, for it looks at all that was logged

    @Test
    @Order(Integer.MAX_VALUE)
    void noSecretStandsInLogsFiguresErrorsOrArchives() throws Exception {
        List<String> shown = new ArrayList<>();
        for (String secret : List.of(EVE, STRANGER, RECOVERY, AGENT)) {
            for (String target : List.of(
                    "/v1/kv/private/key",
                    "/v1/kv/public/key",
                    "/v1/agent/self",
                    "/v1/acl/tokens",
                    "/v1/nothing/here")) {
                shown.add(send("GET", target, secret, "").text());
                shown.add(send("GET", target + "?token=" + secret, "", "").text());
                shown.add(send("GET", target + "?%74oken=" + secret + "&pretty", "", "")
                        .text());
                shown.add(agent.send(HttpRequest.of("GET", target).withHeader("Authorization", "Bearer " + secret))
                        .text());
                shown.add(send("PATCH", target + "?token=" + secret, "", "").text());
            }
            for (String target : List.of("info", "destroy", "clone", "update", "create", "list")) {
                String method = target.equals("info") ? "GET" : "PUT";
                for (String path : List.of("/v1/acl/", "//v1//acl/", "/v1/%61cl/")) {
                    shown.add(send(method, path + target + "/" + secret, STRANGER, "")
                            .text());
                }
            }
            shown.add(send("PUT", "/v1/acl/update", STRANGER, "{\"ID\":\"" + secret + "\",\"Type\":\"client\"}")
                    .text());
            shown.add(send("PUT", "/v1/acl/token", STRANGER, "{\"SecretID\":\"" + secret + "\"}")
                    .text());
            shown.add(send("PUT", "/v1/acl/token", MANAGEMENT, "{\"SecretID\":\"" + secret + "\",}")
                    .text());
            shown.add(send("PUT", "/v1/agent/token/agent", EVE, "{\"Token\":\"" + secret + "\"}")
                    .text());
            shown.add(send("POST", "/v1/query", EVE, "{\"Token\":\"" + secret + "\",\"Service\":{\"Service\":\"x\"}}")
                    .text());
            shown.add(send("POST", "/v1/acl/logout", secret, "").text());
        }
        shown.add(send("POST", "/v1/acl/login", "", "{\"AuthMethod\":\"no\",\"BearerToken\":\"" + BEARER + "\"}")
                .text());
        shown.add(send("POST", "/v1/acl/login", BEARER, "{\"AuthMethod\":\"no\",\"BearerToken\":[\"" + BEARER + "\"]}")
                .text());
        shown.add(send("PUT", "/v1/acl/bootstrap", "", "{\"BootstrapSecret\":\"" + STRANGER + "\"}")
                .text());
        assertThat(send("PUT", "/v1/acl/token", MANAGEMENT, "{\"SecretID\":\"" + MADE + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(send("PUT", "/v1/agent/token/agent", MANAGEMENT, "{\"Token\":\"" + NEW_AGENT + "\"}")
                        .status())
                .isEqualTo(200);
        assertThat(send(
                                "PUT",
                                "/v1/agent/service/register",
                                MANAGEMENT,
                                "{\"Name\":\"eve\",\"Token\":\"" + MADE
                                        + "\",\"Check\":{\"HTTP\":\"http://127.0.0.1:1/\",\"Interval\":\"1s\",\"Header\":"
                                        + "{\"X-Consul-Token\":[\"" + MADE + "\"]}}}")
                        .status())
                .isEqualTo(200);
        assertThat(send(
                                "POST",
                                "/v1/query",
                                MANAGEMENT,
                                "{\"Name\":\"q\",\"Token\":\"" + MADE + "\",\"Service\":{\"Service\":\"eve\"}}")
                        .status())
                .isEqualTo(200);
        shown.add(send("GET", "/v1/query/q/execute", EVE, "").text());
        assertThat(send("PUT", "/v1/agent/reload", MANAGEMENT, "").status()).isEqualTo(200);
        for (String target : List.of(
                "/v1/agent/metrics",
                "/v1/agent/metrics?format=prometheus",
                "/v1/agent/self",
                "/v1/agent/services",
                "/v1/agent/checks",
                "/v1/agent/host",
                "/v1/agent/members",
                "/v1/internal/ui/nodes",
                "/v1/catalog/services")) {
            HttpResponse answer = send("GET", target, MANAGEMENT, "");
            assertThat(answer.status()).as(target).isEqualTo(200);
            shown.add(answer.text());
        }

        assertThat(SECRETS)
                .as("answers")
                .allSatisfy(secret ->
                        assertThat(shown).noneMatch(text -> text.contains(secret) && !secret.equals(PRIVATE_VALUE)));
        String archive = debugArchive();
        String audit = Files.readString(folder.resolve("audit.json"));
        String log = agent.process().output();
        for (String secret : SECRETS) {
            assertThat(linesWith(log, secret)).as("log: %s", secret).isEmpty();
            assertThat(linesWith(audit, secret)).as("audit log: %s", secret).isEmpty();
            assertThat(linesWith(archive, secret))
                    .as("consul debug: %s", secret)
                    .isEmpty();
        }
        assertThat(log).contains("Request finished", "<hidden>");
        assertThat(audit)
                .contains("\"stage\":\"OperationComplete\"", "hmac-sha256:", "\"endpoint\":\"/v1/kv/public/key\"");
    }

    private static List<String> linesWith(String text, String secret) {
        return text.lines().filter(line -> line.contains(secret)).limit(3).toList();
    }

    /// All that `consul debug` collects, as text.
    private static String debugArchive() throws IOException, InterruptedException {
        Map<String, String> environment =
                Consul.environment("127.0.0.1:" + agent.http().port());
        environment.put("CONSUL_HTTP_TOKEN", MANAGEMENT);
        Child debug = Child.start(
                List.of(
                        Consul.launcher().toString(),
                        "debug",
                        "-duration=11s",
                        "-interval=6s",
                        "-capture=metrics",
                        "-capture=logs",
                        "-capture=agent",
                        "-capture=host",
                        "-capture=cluster",
                        "-output=collected"),
                environment,
                folder,
                folder.resolve("debug"),
                null);
        for (int i = 0; debug.isRunning(); i++) {
            // so that there is something to be logged meanwhile
            send("GET", "/v1/kv/public/key?token=" + EVE + "&i=" + i, "", "");
            send("GET", "/v1/acl/info/" + STRANGER, MANAGEMENT, "");
            Thread.sleep(50);
        }
        assertThat(debug.finish(PATIENCE)).as(debug.output()).isZero();
        StringBuilder all = new StringBuilder(debug.output());
        Path archive = folder.resolve("collected.tar.gz");
        if (Files.exists(archive)) {
            try (InputStream in = new GZIPInputStream(Files.newInputStream(archive))) {
                all.append(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1));
            }
        } else {
            try (Stream<Path> files = Files.walk(folder.resolve("collected"))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
                }
            }
        }
        assertThat(Objects.requireNonNull(all)).contains("Request finished");
        return all.toString();
    }
}
