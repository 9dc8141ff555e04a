package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.GlobalManagement;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.assembly.AccessControl;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What every endpoint of access control has in common (`http-api.md` §1, §18).
class AclRoutesTest {
    private static final ApiSettings SETTINGS = ApiSettings.of("dc1", ApiUnderTest.NODE);
    private static final List<String> METHODS = List.of("GET", "PUT", "POST", "DELETE", "PATCH");

    private static @Nullable ApiUnderTest started;

    @BeforeAll
    static void start(@TempDir Path scratch) throws Exception {
        PolicyCompiler compiler = new PolicyCompiler("dc1", DefaultPolicy.DENY, 16);
        AccessControl everybody = new AccessControl(
                _ -> secret ->
                        CompletableFuture.completedFuture(compiler.compile(secret, List.of(GlobalManagement.POLICY))),
                true);
        started = ApiUnderTest.start(scratch, 0, everybody);
    }

    @AfterAll
    static void stop() {
        Objects.requireNonNull(started).close();
    }

    static Stream<Route> routes() {
        var backend = Objects.requireNonNull(started).backend();
        List<Route> routes = new ArrayList<>(ApiRoutes.ofAcl(backend, SETTINGS));
        routes.addAll(ApiRoutes.ofAclInsight(backend, SETTINGS));
        return routes.stream();
    }

    private static Map<String, String> methods(Stream<Route> routes) {
        Map<String, String> methods = new TreeMap<>();
        routes.forEach(route -> methods.put(route.pattern(), route.allow()));
        return methods;
    }

    /// What they say then is `SwitchedOffTest`'s.
    @Test
    void allOfThemAreThereWithoutAccessControl() {
        Map<String, String> off = methods(ApiRoutes.withoutAcl().stream());

        assertThat(off.remove("/v1/agent/token/")).as("the agent's own").isEqualTo("OPTIONS,PUT");
        assertThat(off).isEqualTo(methods(routes()));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void otherMethodsAreNotAllowed(Route route) {
        List<String> allowed = List.of(route.allow().split(",", -1));

        for (String method : METHODS) {
            if (!allowed.contains(method)) {
                assertThat(Replies.show(route, method, route.pattern(), ""))
                        .isEqualTo("405 method " + method + " not allowed");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("routes")
    void aPathThatNamesNothingIsABadRequest(Route route) {
        if (!route.pattern().endsWith("/")) {
            return;
        }
        for (String method : route.allow().replace("OPTIONS,", "").split(",", -1)) {
            assertThat(Replies.show(route, method, route.pattern(), ""))
                    .as(method + " " + route.pattern())
                    .startsWith("400 ");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PUT  | /v1/acl/bootstrap               | Bad request: Request decode failed:
            PUT  | /v1/acl/create                  | Request decode failed:
            PUT  | /v1/acl/update                  | Request decode failed:
            POST | /v1/acl/login                   | Bad request: Failed to decode request body:
            POST | /v1/acl/oidc/auth-url           | Bad request: Failed to decode request body:
            PUT  | /v1/acl/oidc/callback           | Bad request: Failed to decode request body:
            PUT  | /v1/acl/policy                  | Bad request: Policy decoding failed:
            PUT  | /v1/acl/policy/x                | Bad request: Policy decoding failed:
            PUT  | /v1/acl/role                    | Bad request: Role decoding failed:
            PUT  | /v1/acl/role/x                  | Bad request: Role decoding failed:
            PUT  | /v1/acl/binding-rule            | Bad request: BindingRule decoding failed:
            PUT  | /v1/acl/binding-rule/x          | Bad request: BindingRule decoding failed:
            PUT  | /v1/acl/auth-method             | Bad request: AuthMethod decoding failed:
            PUT  | /v1/acl/auth-method/x           | Bad request: AuthMethod decoding failed:
            PUT  | /v1/acl/token                   | Bad request: Token decoding failed:
            PUT  | /v1/acl/token/x                 | Bad request: Token decoding failed:
            PUT  | /v1/acl/token/x/clone           | Bad request: Token decoding failed:
            POST | /v1/internal/acl/authorize      | Bad request: Failed to decode request body:
            """)
    void aBodyThatIsNoJsonIsABadRequest(String method, String path, String words) {
        Route route = routes().filter(one ->
                        path.equals(one.pattern()) || (one.pattern().endsWith("/") && path.startsWith(one.pattern())))
                .max((a, b) -> Integer.compare(a.pattern().length(), b.pattern().length()))
                .orElseThrow();

        for (String body : List.of("{", "[{]", "\"", "{\"ID\": }", "\u0000")) {
            assertThat(Replies.show(route, method, path, body)).startsWith("400 " + words);
        }
    }
}
