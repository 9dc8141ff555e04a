package io.praetor.acceptance.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `docs/acl.md`, "Sign in with a provider", as somebody new to it does it, at a client agent.
class SignInIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String MANAGEMENT = "a1111111-0000-4000-8000-000000000001";
    private static final Pattern ADDRESS = Pattern.compile("\\n\\n {4}(http\\S+)\\n\\n");

    @TempDir
    private Path folder;

    private Agent server;
    private Agent client;
    private SignInProvider provider;

    @BeforeEach
    void start() throws Exception {
        provider = new SignInProvider();
        List<Integer> ports = Ports.free(5);
        server = agent("s1", ports, "-server", "-bootstrap-expect=1");
        client = agent("c1", Ports.free(5), "-retry-join=127.0.0.1:" + ports.get(3), "-retry-interval=500ms");
        await(server, "/v1/health/node/s1", answer -> answer.text().contains("serfHealth"));
        await(client, "/v1/catalog/nodes", answer -> answer.text().contains("\"c1\""));
    }

    private Agent agent(String name, List<Integer> ports, String... flags) throws IOException {
        List<String> all = new ArrayList<>(List.of(flags));
        all.add("-log-level=trace");
        all.add("-data-dir=" + Files.createDirectories(folder.resolve(name + ".data")));
        all.add("-hcl=acl { enabled = true default_policy = \"deny\" tokens { "
                + (name.equals("s1") ? "master = \"" + MANAGEMENT + "\" " : "") + "agent = \"" + MANAGEMENT + "\" } }");
        return Agent.launched(folder, name, ports, all);
    }

    @AfterEach
    void end() {
        client.close();
        server.close();
        provider.close();
    }

    private static HttpResponse get(Agent agent, String path, String token) throws IOException {
        HttpRequest request = HttpRequest.of("GET", path);
        return agent.send(token.isEmpty() ? request : request.withHeader("X-Consul-Token", token));
    }

    private static void await(Agent agent, String path, Predicate<HttpResponse> wanted)
            throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                HttpResponse response = get(agent, path, MANAGEMENT);
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

    private Child consul(String name, String token, String... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        Map<String, String> environment =
                new TreeMap<>(Consul.environment(client.http().url()));
        environment.keySet().removeAll(List.of("DISPLAY", "WAYLAND_DISPLAY"));
        if (!token.isEmpty()) {
            environment.put("CONSUL_HTTP_TOKEN", token);
        }
        return Child.start(command, environment, folder, folder.resolve(name), null);
    }

    private void succeeds(String name, String token, String... words) throws IOException, InterruptedException {
        try (Child child = consul(name, token, words)) {
            int code = child.finish(PATIENCE);
            assertThat(code).as(child.output()).isZero();
        }
    }

    private void method() throws IOException, InterruptedException {
        Files.writeString(folder.resolve("sso.json"), """
                {
                  "OIDCDiscoveryURL": "%s",
                  "OIDCClientID": "%s",
                  "OIDCClientSecret": "%s",
                  "AllowedRedirectURIs": ["http://127.0.0.1:8550/oidc/callback"],
                  "ClaimMappings": { "sub": "user" },
                  "VerboseOIDCLogging": true
                }
                """.formatted(
                        provider.url(), SignInProvider.CLIENT, SignInProvider.SECRET));
        succeeds(
                "method",
                MANAGEMENT,
                "acl",
                "auth-method",
                "create",
                "-type=oidc",
                "-name=sso",
                "-display-name=Our staff",
                "-max-token-ttl=8h",
                "-token-locality=global",
                "-config=@sso.json");
        succeeds(
                "rule",
                MANAGEMENT,
                "acl",
                "binding-rule",
                "create",
                "-method=sso",
                "-bind-type=service",
                "-bind-name=dev-${value.user}",
                "-selector=value.user == alice");
    }

    private String address(Child login) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline && login.isRunning()) {
            Matcher matcher = ADDRESS.matcher(login.out());
            if (matcher.find()) {
                return matcher.group(1);
            }
            Thread.sleep(20);
        }
        throw new IOException("no address; output: " + login.output());
    }

    @Test
    void aPersonSignsInWithABrowser() throws Exception {
        method();
        Path sink = folder.resolve("consul.token");
        try (Child login = consul(
                        "login",
                        "",
                        "login",
                        "-method=sso",
                        "-type=oidc",
                        "-oidc-callback-listen-addr=127.0.0.1:0",
                        "-token-sink-file=" + sink);
                HttpClient browser = HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NORMAL)
                        .build()) {
            var page = browser.send(
                    java.net.http.HttpRequest.newBuilder(URI.create(address(login)))
                            .build(),
                    BodyHandlers.ofString());

            int code = login.finish(PATIENCE);
            assertThat(code).as(login.output()).isZero();
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("Signed in. You may close this window.");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(sink)))
                .isEqualTo("rw-------");
        String token = Files.readString(sink);
        assertThat(get(client, "/v1/acl/token/self", token).text())
                .contains("\"ServiceName\":\"dev-alice\"", "\"AuthMethod\":\"sso\"", "created via OIDC login")
                .contains("\"Local\":false", "\"ExpirationTime\"");

        succeeds("logout", token, "logout");
        assertThat(get(server, "/v1/acl/token/self", token).text()).isEqualTo("ACL not found");
        assertThat(server.process().output())
                .contains("OIDC claims received")
                .doesNotContain(SignInProvider.SECRET)
                .doesNotContain(token);
        assertThat(client.process().output())
                .doesNotContain(SignInProvider.SECRET)
                .doesNotContain(token);
    }

    @Test
    void theWebInterfaceOffersTheMethod() throws Exception {
        method();

        assertThat(get(client, "/v1/internal/ui/oidc-auth-methods", "").text())
                .isEqualTo("[{\"Name\":\"sso\",\"DisplayName\":\"Our staff\",\"Kind\":\"\"}]");
        assertThat(get(client, "/v1/acl/auth-method/sso", MANAGEMENT).text()).contains(SignInProvider.SECRET);
    }
}
