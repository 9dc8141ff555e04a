package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.GlobalManagement;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.AccessControl;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How servers' refusals look over HTTP (`http-api.md` §1.7).
class AccessTest {
    private static final String ROOT = "root";
    private static final String EVE = "eve";
    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VwAyEA11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=
            -----END PUBLIC KEY-----
            """;
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final PolicyCompiler COMPILER = new PolicyCompiler("dc1", DefaultPolicy.DENY, 16);
    private static final Map<String, List<PolicySource>> POLICIES = new ConcurrentHashMap<>();

    private static @Nullable ApiUnderTest started;

    @BeforeAll
    static void start(@TempDir Path scratch) throws Exception {
        POLICIES.put("", List.of());
        POLICIES.put(ROOT, List.of(GlobalManagement.POLICY));
        Tokens tokens = secret -> {
            List<PolicySource> policies = POLICIES.get(secret);
            return policies == null
                    ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
                    : CompletableFuture.completedFuture(COMPILER.compile(secret, policies));
        };
        started = ApiUnderTest.start(scratch, 0, new AccessControl(_ -> tokens, true));
        call("PUT", "/v1/kv/app/a", ROOT, "1");
        call("PUT", "/v1/kv/app/b", ROOT, "1");
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
        HTTP.close();
    }

    private static void eveMay(String rules) {
        POLICIES.put(EVE, List.of(PolicySource.of("p", "p", rules, List.of())));
    }

    private static HttpResponse<String> call(String method, String path, String secret, String body) throws Exception {
        int port = Objects.requireNonNull(started).address().getPort();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, BodyPublishers.ofString(body));
        if (!secret.isEmpty()) {
            request.header("X-Consul-Token", secret);
        }
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static String get(String path, String secret) throws Exception {
        return shown(call("GET", path, secret, ""));
    }

    private static String shown(HttpResponse<String> response) {
        return response.statusCode() + " " + response.body();
    }

    @Test
    void refusalsAreForbidden() throws Exception {
        eveMay("key \"app/a\" { policy = \"read\" }");

        assertThat(get("/v1/kv/app/a?raw", EVE)).isEqualTo("200 1");
        assertThat(get("/v1/kv/app/b?raw", EVE)).isEqualTo("403 Permission denied");
        assertThat(get("/v1/kv/app/a?raw", "")).isEqualTo("403 Permission denied");
        assertThat(get("/v1/kv/app/a?raw", "unknown")).isEqualTo("403 ACL not found");
        assertThat(shown(call("PUT", "/v1/kv/app/a", EVE, "2"))).isEqualTo("403 Permission denied");
        assertThat(shown(call("PUT", "/v1/kv/app/a", "unknown", "2"))).isEqualTo("403 ACL not found");
        assertThat(get("/v1/operator/raft/configuration", EVE)).isEqualTo("403 Permission denied");
        assertThat(get("/v1/snapshot", EVE)).isEqualTo("403 Permission denied");
        assertThat(shown(call("PUT", "/v1/snapshot", EVE, "x"))).isEqualTo("403 Permission denied");
    }

    @Test
    void everybodyMayKnowWhoLeads() throws Exception {
        assertThat(get("/v1/status/leader", "")).isEqualTo("200 \"127.0.0.1:8300\"");
        assertThat(get("/v1/catalog/datacenters", "unknown")).isEqualTo("200 [\"dc1\"]");
    }

    @Test
    void transactionsReportWhatIsDenied() throws Exception {
        eveMay("key_prefix \"\" { policy = \"read\" }");

        assertThat(shown(call("PUT", "/v1/txn", EVE, "[{\"KV\":{\"Verb\":\"set\",\"Key\":\"app/a\",\"Value\":\"\"}}]")))
                .isEqualTo("409 {\"Results\":null,\"Errors\":[{\"OpIndex\":0,\"What\":\"Permission denied\"}]}");
    }

    @Test
    void sayWhenSomethingIsLeftOut() throws Exception {
        eveMay(
                "key \"app/a\" { policy = \"list\" } key_prefix \"app/\" { policy = \"list\" } key \"app/b\" { policy = \"deny\" }");

        HttpResponse<String> some = call("GET", "/v1/kv/app/?keys", EVE, "");
        HttpResponse<String> all = call("GET", "/v1/kv/app/?keys", ROOT, "");

        assertThat(shown(some)).isEqualTo("200 [\"app/a\"]");
        assertThat(some.headers().firstValue("X-Consul-Results-Filtered-By-ACLs"))
                .contains("true");
        assertThat(shown(all)).isEqualTo("200 [\"app/a\",\"app/b\"]");
        assertThat(all.headers().firstValue("X-Consul-Results-Filtered-By-ACLs"))
                .isEmpty();
        assertThat(some.headers().firstValue("X-Consul-Index"))
                .isEqualTo(all.headers().firstValue("X-Consul-Index"));
    }

    @Test
    void keysAreListedForThoseWhoMay() throws Exception {
        eveMay("key_prefix \"app/\" { policy = \"read\" }");
        assertThat(get("/v1/kv/app/?keys", EVE)).isEqualTo("403 Permission denied");
        assertThat(get("/v1/kv/app/?recurse", EVE)).isEqualTo("403 Permission denied");
        assertThat(get("/v1/kv/app/a?raw", EVE)).isEqualTo("200 1");

        eveMay("key_prefix \"app/\" { policy = \"list\" }");
        assertThat(get("/v1/kv/app/?keys", EVE)).isEqualTo("200 [\"app/a\",\"app/b\"]");
        assertThat(get("/v1/kv/?keys", EVE)).isEqualTo("403 Permission denied");
    }

    @Test
    void signingInIsForThoseWhoHaveNoToken() throws Exception {
        Map<String, Object> config = Map.of("JWTValidationPubKeys", List.of(PUBLIC_KEY));
        String method = Json.text(Codecs.ANY, Map.of("Name", "ci", "Type", "jwt", "Config", config));
        assertThat(call("PUT", "/v1/acl/auth-method", ROOT, method).statusCode())
                .isEqualTo(200);
        String begin =
                "{\"AuthMethod\":\"ci\",\"RedirectURI\":\"http://localhost/\",\"ClientNonce\":\"n\",\"Meta\":{}}";
        String end = "{\"AuthMethod\":\"ci\",\"State\":\"s\",\"Code\":\"c\",\"Nonce\":\"n\"}";

        for (String verb : new String[] {"PUT", "POST"}) {
            assertThat(shown(call(verb, "/v1/acl/oidc/auth-url", EVE, begin)))
                    .isEqualTo("500 auth method \"ci\" is not of type \"oidc\"");
            assertThat(shown(call(verb, "/v1/acl/oidc/callback", "", end))).isEqualTo("500 Invalid or expired state");
            assertThat(shown(call(verb, "/v1/acl/oidc/callback", "", end.replace("ci", "x"))))
                    .isEqualTo("403 ACL not found");
            assertThat(shown(call(verb, "/v1/acl/oidc/auth-url", "", "{\"Bogus\":1}")))
                    .startsWith("400 Bad request: Failed to decode request body: ");
        }
        assertThat(get("/v1/internal/ui/oidc-auth-methods", "")).isEqualTo("200 []");
    }

    @Test
    void strangersSeeEmptyAnswersAsTheyWereRecorded() throws Exception {
        assertThat(get("/v1/catalog/nodes", "")).isEqualTo("200 []");
        assertThat(get("/v1/catalog/services", "")).isEqualTo("200 {}");
        assertThat(get("/v1/internal/ui/services", "")).isEqualTo("200 null");
        assertThat(get("/v1/query", "")).isEqualTo("200 []");
        assertThat(get("/v1/catalog/gateway-services/x", "")).isEqualTo("403 Permission denied");
        assertThat(get("/v1/catalog/node/test", "")).isEqualTo("200 null");
    }
}
