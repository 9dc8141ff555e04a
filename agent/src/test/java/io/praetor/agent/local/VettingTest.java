package io.praetor.agent.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.http.Caller;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/// `http-api.md` §6.1, §6.2: what a token must give to change what is registered at the agent.
class VettingTest {
    private static final Caller WEB =
            caller("service \"web\" { policy = \"write\" } service \"web-sidecar-proxy\" { policy = \"write\" }");
    private static final Caller NODE = caller("node \"n1\" { policy = \"write\" }");
    private static final Caller NOBODY = caller("");

    private final Registered agent = Registered.inMemory();

    private static Caller caller(String rules) {
        return new Caller(
                "secret",
                new PolicyCompiler("dc1", DefaultPolicy.DENY, 1)
                        .compile("accessor", List.of(PolicySource.of("p", "p", rules, List.of()))));
    }

    private void register(String json, Caller caller) {
        agent.registrar.registerService(Registered.service(json), caller, false);
    }

    private void registerCheck(String json, Caller caller) {
        agent.registrar.registerCheck(Registered.check(json), caller);
    }

    private static void missing(String permission, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(RequestFailure.class, failure -> {
            assertThat(failure.kind()).isEqualTo(RequestFailure.Kind.PERMISSION_DENIED);
            assertThat(failure.text()).isEqualTo("Permission denied: Missing " + permission);
        });
    }

    @Test
    void wantsTheService() {
        missing("service:write on web", () -> register("{\"Name\": \"web\"}", NOBODY));
        assertThat(agent.serviceIds()).isEmpty();

        register("{\"Name\": \"web\"}", WEB);
        assertThat(agent.serviceIds()).containsExactly("web");
        assertThat(agent.state.view().service("web"))
                .isNotNull()
                .satisfies(entry -> assertThat(entry.token()).isEqualTo("secret"));
    }

    @Test
    void wantsTheServiceThatHasTheId() {
        agent.register("{\"Name\": \"db\", \"ID\": \"one\"}");

        missing("service:write on db", () -> register("{\"Name\": \"web\", \"ID\": \"one\"}", WEB));
    }

    @Test
    void wantsWhatAProxyStandsBefore() {
        missing(
                "service:write on db",
                () -> register(
                        "{\"Name\": \"web\", \"Kind\": \"connect-proxy\", \"Port\": 1,"
                                + " \"Proxy\": {\"DestinationServiceName\": \"db\"}}",
                        WEB));
    }

    @Test
    void wantsTheSidecarToo() {
        missing(
                "service:write on api-sidecar-proxy",
                () -> register(
                        "{\"Name\": \"api\", \"Port\": 1, \"Connect\": {\"SidecarService\": {}}}",
                        caller("service \"api\" { policy = \"write\" }")));
        assertThat(agent.serviceIds()).isEmpty();

        register("{\"Name\": \"web\", \"Port\": 1, \"Connect\": {\"SidecarService\": {}}}", WEB);
        assertThat(agent.serviceIds()).containsExactly("web", "web-sidecar-proxy");
    }

    @Test
    void letsNobodyTakeOverACheckOfOthers() {
        agent.register("{\"Name\": \"db\", \"Check\": {\"CheckID\": \"c\", \"TTL\": \"1m\"}}");

        missing(
                "service:write on db",
                () -> register("{\"Name\": \"web\", \"Check\": {\"CheckID\": \"c\", \"TTL\": \"1m\"}}", WEB));
        missing("service:write on db", () -> registerCheck("{\"Name\": \"c\", \"TTL\": \"1m\"}", NODE));
    }

    @Test
    void wantsTheServiceOrTheNodeOfACheck() {
        register("{\"Name\": \"web\"}", WEB);
        String ofService = "{\"Name\": \"s\", \"ServiceID\": \"web\", \"TTL\": \"1m\"}";
        String ofNode = "{\"Name\": \"n\", \"TTL\": \"1m\"}";

        missing("service:write on web", () -> registerCheck(ofService, NODE));
        missing("node:write on n1", () -> registerCheck(ofNode, WEB));
        registerCheck(ofService, WEB);
        registerCheck(ofNode, NODE);

        missing("service:write on web", () -> agent.registrar.updateTtl("s", "passing", "", NODE));
        missing("node:write on n1", () -> agent.registrar.updateTtl("n", "passing", "", WEB));
        agent.registrar.updateTtl("s", "passing", "", WEB);
        agent.registrar.updateTtl("n", "passing", "", NODE);
        assertThat(agent.checkResults()).containsExactly("n=passing", "s=passing");

        missing("service:write on web", () -> agent.registrar.deregisterCheck("s", NODE));
        missing("node:write on n1", () -> agent.registrar.deregisterCheck("n", WEB));
        agent.registrar.deregisterCheck("s", WEB);
        agent.registrar.deregisterCheck("n", NODE);
        assertThat(agent.checkResults()).isEmpty();
    }

    @Test
    void wantsTheServiceToRemoveItOrTakeItOutOfUse() {
        register("{\"Name\": \"web\"}", WEB);

        missing("service:write on web", () -> agent.registrar.deregisterService("web", NODE));
        missing("service:write on web", () -> agent.registrar.serviceMaintenance("web", true, "", NODE));
        agent.registrar.serviceMaintenance("web", true, "", WEB);
        agent.registrar.serviceMaintenance("web", false, "", WEB);
        agent.registrar.deregisterService("web", WEB);
        assertThat(agent.serviceIds()).isEmpty();
    }

    @Test
    void wantsTheNodeToTakeItOutOfUse() {
        assertThatThrownBy(() -> agent.registrar.nodeMaintenance(true, "", WEB))
                .isInstanceOf(RequestFailure.class)
                .hasMessage("Permission denied");
        agent.registrar.nodeMaintenance(true, "", NODE);
        assertThat(agent.checkResults()).hasSize(1);
    }

    @Test
    void knowsOnlyWhatIsThereWhereAccessIsControlled() {
        assertThatThrownBy(() -> agent.registrar.deregisterService("x", WEB)).hasMessage("Unknown service \"x\"");
        assertThatThrownBy(() -> agent.registrar.deregisterCheck("x", WEB)).hasMessage("Unknown check \"x\"");
        assertThatThrownBy(() -> agent.registrar.updateTtl("x", "passing", "", WEB))
                .hasMessage("Unknown check \"x\"");
        assertThatCode(() -> agent.registrar.deregisterService("x", Caller.ANYBODY))
                .doesNotThrowAnyException();
    }
}
