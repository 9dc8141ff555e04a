package io.praetor.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import io.praetor.server.testing.ManualTicker;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// `agent.md` §13.2.
class NodeAuthorizationTest {
    private static final Instant NOW = Instant.parse("2026-11-27T10:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();
    private static final String IS_NODE = "value.node == \"${node}\" and \"agents\" in list.groups";

    private static NodeAuthorization authorization(String... assertions) throws LoginException {
        Map<String, @Nullable Object> config = new TreeMap<>(Map.of(
                "JWTValidationPubKeys",
                List.of(TestKeys.RSA_PEM),
                "BoundAudiences",
                List.of("consul"),
                "ClaimMappings",
                Map.of("node", "node"),
                "ListClaimMappings",
                Map.of("groups", "groups")));
        return NodeAuthorization.of(config, List.of(assertions), new AuthMethods(() -> NOW, new ManualTicker()));
    }

    private static String token(String node, String audience, long until) {
        return TestKeys.token(
                Map.of("node", node, "aud", audience, "exp", until, "groups", List.of("agents", "others")));
    }

    private static String refusal(NodeAuthorization authorization, String jwt, String node) throws Exception {
        try {
            authorization.require(jwt, node, "");
            return "none";
        } catch (RequestFailure e) {
            return e.text();
        }
    }

    @Test
    void aNodeWithATokenOfItsOwnIsLetThrough() throws Exception {
        NodeAuthorization authorization = authorization(IS_NODE);

        assertThat(refusal(authorization, token("web-1", "consul", SECONDS + 60), "web-1"))
                .isEqualTo("none");
        // the claim is compared with the name in small letters
        assertThat(refusal(authorization, token("web-1", "consul", SECONDS + 60), "WEB-1"))
                .isEqualTo("none");
        assertThat(refusal(authorization, token("web-2", "consul", SECONDS + 60), "web-1"))
                .isEqualTo("Failed JWT claim assertion");
    }

    @Test
    void aTokenThatIsNotBelievedIsRefusedWithTheReason() throws Exception {
        NodeAuthorization authorization = authorization(IS_NODE);

        assertThat(refusal(authorization, token("web", "consul", SECONDS - 600), "web"))
                .startsWith("Failed JWT authorization: error validating claims: ");
        assertThat(refusal(authorization, token("web", "vault", SECONDS + 60), "web"))
                .isEqualTo("Failed JWT authorization: error validating claims: aud claim does not match any bound"
                        + " audience");
        assertThat(refusal(authorization, "", "web")).isEqualTo("Failed JWT authorization: missing jwt");
        assertThat(refusal(authorization, "a.b.c", "web")).startsWith("Failed JWT authorization: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\" or \"a\" == \"a", "a b", "a`b", "a\\b", "${segment}", "a\nb"})
    void namesThatCouldBecomePartOfAnAssertionAreRefused(String node) throws Exception {
        assertThat(refusal(authorization(IS_NODE), token("web", "consul", SECONDS + 60), node))
                .startsWith("Invalid request field. node = ");
    }

    @Test
    void anAssertionThatMakesNoSenseIsRefusedBeforehand() {
        assertThatThrownBy(() -> authorization("other.node == \"a\""))
                .isInstanceOf(LoginException.class)
                .hasMessageStartingWith(
                        "auto_config.authorization.static.claim_assertion \"other.node == \"a\"\" is invalid: ");
        assertThatThrownBy(() -> authorization("value.node == \"${host}\""))
                .isInstanceOf(LoginException.class)
                .hasMessageContaining(" is invalid: ");
        assertThatThrownBy(
                        () -> NodeAuthorization.of(Map.of(), List.of(), new AuthMethods(() -> NOW, new ManualTicker())))
                .isInstanceOf(LoginException.class)
                .hasMessage("auto_config.authorization.static has invalid configuration: exactly one of"
                        + " 'JWTValidationPubKeys', 'JWKSURL', or 'OIDCDiscoveryURL' must be set for type \"jwt\"");
    }
}
