package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Tokens;
import io.praetor.server.assembly.AccessControl;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Templates of policies over HTTP (later versions; `docs/acl.md`).
class AclTemplateEndpointTest {
    private static final String READER = "reader";

    private static @Nullable ApiUnderTest started;

    @BeforeAll
    static void start(@TempDir Path scratch) throws Exception {
        PolicyCompiler compiler = new PolicyCompiler("dc1", DefaultPolicy.DENY, 16);
        PolicySource reading = PolicySource.of("p", "p", "acl = \"read\"", List.of());
        Tokens tokens = secret -> secret.equals("unknown")
                ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
                : CompletableFuture.completedFuture(
                        compiler.compile(secret, secret.equals(READER) ? List.of(reading) : List.of()));
        started = ApiUnderTest.start(scratch, 0, new AccessControl(_ -> tokens, true));
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
    }

    private static String ask(String method, String path, String body, String secret) {
        var backend = Objects.requireNonNull(started).backend();
        var route = ApiRoutes.ofAcl(backend, ApiSettings.of("dc1", ApiUnderTest.NODE)).stream()
                .filter(one -> path.equals(one.pattern())
                        || (one.pattern().startsWith("/v1/acl/templated-policy/") && path.startsWith(one.pattern())))
                .findFirst()
                .orElseThrow();
        return Replies.show(route, method, path, body, "X-Consul-Token", secret);
    }

    @Test
    void listsAndShowsTemplates() {
        assertThat(ask("GET", "/v1/acl/templated-policies", "", READER))
                .startsWith("200 {\"builtin/api-gateway\":{\"TemplateName\":\"builtin/api-gateway\",\"Schema\":\"{")
                .contains(
                        "\"builtin/dns\":{\"TemplateName\":\"builtin/dns\",\"Schema\":\"\",\"Template\":\"node_prefix");
        assertThat(ask("GET", "/v1/acl/templated-policy/name/builtin/service", "", READER))
                .startsWith("200 {\"TemplateName\":\"builtin/service\",")
                .contains("service \\\"{{.Name}}\\\" {");
        assertThat(ask("GET", "/v1/acl/templated-policy/name/nope", "", READER))
                .isEqualTo("400 Bad request: Invalid templated policy Name: \"nope\"");
    }

    @Test
    void showsWhatATemplateComesTo() {
        String preview = "/v1/acl/templated-policy/preview/builtin/";

        assertThat(ask("POST", preview + "service", "{\"Name\":\"api\"}", READER))
                .startsWith("200 {\"ID\":\"")
                .contains(
                        "\"Name\":\"synthetic-policy-",
                        "\"Description\":\"synthetic policy generated from templated policy: builtin/service\"",
                        "service \\\"api-sidecar-proxy\\\" {");
        assertThat(ask("POST", preview + "dns", "", READER)).contains("query_prefix \\\"\\\"");
        assertThat(ask("POST", preview + "service", "", READER))
                .isEqualTo(
                        "500 templated policy \"builtin/service\" is missing the required template variable \"Name\"");
        assertThat(ask("POST", preview + "service", "{\"Nme\":\"api\"}", READER))
                .isEqualTo("400 Bad request: Failed to decode request body: json: unknown field \"Nme\"");
    }

    @Test
    void takesTheRightToReadAccessControl() {
        for (String path : List.of("templated-policies", "templated-policy/name/builtin/dns")) {
            assertThat(ask("GET", "/v1/acl/" + path, "", "")).isEqualTo("403 Permission denied");
            assertThat(ask("GET", "/v1/acl/" + path, "", "unknown")).isEqualTo("403 ACL not found");
        }
        assertThat(ask("POST", "/v1/acl/templated-policy/preview/builtin/dns", "", ""))
                .isEqualTo("403 Permission denied");
    }
}
