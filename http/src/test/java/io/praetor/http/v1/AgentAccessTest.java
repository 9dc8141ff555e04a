package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.AgentApi;
import io.praetor.http.AgentEvents;
import io.praetor.http.AgentTokensApi;
import io.praetor.http.route.BodyRule;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Route;
import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.model.event.UserEvent;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Tokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `http-api.md` §6: who may do what at the agent itself. A token is its own rules here.
class AgentAccessTest {
    private static final Tokens TOKENS = secret -> secret.equals("unknown")
            ? CompletableFuture.failedFuture(RequestFailure.aclNotFound())
            : CompletableFuture.completedFuture(new PolicyCompiler("dc1", DefaultPolicy.DENY, 1)
                    .compile("accessor", List.of(PolicySource.of("p", "p", secret, List.of()))));

    private final ApiSettings settings = new ApiSettings("dc1", "n1", () -> "", TOKENS, Duration.ZERO, null, 1, 1);
    private final Gate gate = new Gate(settings);
    private final AgentEndpoint agent = new AgentEndpoint(new Agent(), gate);

    private String put(Route route, String target, String token) {
        return Replies.show(route, "PUT", target, "", "X-Consul-Token", token);
    }

    private static String get(Route route, String target, String token) {
        return Replies.show(route, "GET", target, "", "X-Consul-Token", token);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "join/a        | agent \"n1\" { policy = \"write\" }        | 200",
                "join/a        | agent \"n1\" { policy = \"read\" }         | 403 Permission denied",
                "join/a        | agent \"n2\" { policy = \"write\" }        | 403 Permission denied",
                "leave         | agent_prefix \"\" { policy = \"write\" }   | 200",
                "leave         | operator = \"write\"                       | 403 Permission denied",
                "force-leave/x | operator = \"write\"                       | 200",
                "force-leave/x | agent_prefix \"\" { policy = \"write\" }   | 403 Permission denied",
                "reload        | agent \"n1\" { policy = \"write\" }        | 200",
                "reload        | ''                                         | 403 Permission denied",
                "reload        | unknown                                    | 403 ACL not found",
            })
    void wantsPermissionForEachChange(String path, String rules, String answer) {
        List<Route> routes = ApiRoutes.ofAgent(new Agent(), settings);
        Route route = path.equals("reload")
                ? ApiRoutes.ofReload(() -> {}, settings).getFirst()
                : routes.stream()
                        .filter(one -> ("/v1/agent/" + path).startsWith(one.pattern()))
                        .findFirst()
                        .orElseThrow();

        assertThat(put(route, "/v1/agent/" + path, rules)).isEqualTo(answer);
    }

    @Test
    void showsItselfToWhoeverMayReadIt() {
        Route self = at("/v1/agent/self").get(agent::self);

        assertThat(get(self, "/v1/agent/self", "agent \"n1\" { policy = \"read\" }"))
                .startsWith("200 {");
        assertThat(get(self, "/v1/agent/self", "node \"n1\" { policy = \"read\" }"))
                .isEqualTo("403 Permission denied");
    }

    @Test
    void leavesOutMembersThatMayNotBeSeen() {
        Route members = at("/v1/agent/members").get(agent::members);

        Reply.Full some = Replies.ask(
                members, "GET", "/v1/agent/members", "", "X-Consul-Token", "node \"n2\" { policy = \"read\" }");
        assertThat(new String(some.body().plain(false), StandardCharsets.UTF_8))
                .contains("\"n2\"")
                .doesNotContain("\"n1\"");
        assertThat(some.extra()).contains(new Reply.Field("X-Consul-Results-Filtered-By-ACLs", "true"));
        assertThat(get(members, "/v1/agent/members", "")).isEqualTo("200 []");
        assertThat(get(members, "/v1/agent/members", "unknown")).isEqualTo("403 ACL not found");
    }

    @Test
    void leavesOutEventsThatMayNotBeSeen() {
        EventEndpoint events = new EventEndpoint(new Reads(new AskedQueries(List.of()), settings), new Events(), gate);
        Route list = at("/v1/event/list").get(events::list);
        Route fire = at("/v1/event/fire/").put(BodyRule.IGNORED, events::fire);

        assertThat(get(list, "/v1/event/list", "event_prefix \"b\" { policy = \"read\" }"))
                .contains("\"Name\":\"b\"")
                .doesNotContain("\"Name\":\"a\"");
        assertThat(get(list, "/v1/event/list", "")).isEqualTo("200 []");
        assertThat(get(list, "/v1/event/list", "unknown")).isEqualTo("403 ACL not found");
        assertThat(put(fire, "/v1/event/fire/a", "told to servers")).contains("\"NodeFilter\":\"told to servers\"");
    }

    @Test
    void setsTokensForWhoeverMayChangeTheAgent() {
        AgentTokensApi api = (type, secret) -> {
            if (!type.equals("agent")) {
                throw new RequestFailure(RequestFailure.Kind.NOT_FOUND, "Token \"" + type + "\" is unknown");
            }
        };
        Route tokens = ApiRoutes.ofAgentTokens(api, settings).getFirst();
        String may = "agent \"n1\" { policy = \"write\" }";

        assertThat(Replies.show(tokens, "PUT", "/v1/agent/token/agent", "{\"Token\": \"x\"}", "X-Consul-Token", may))
                .isEqualTo("200");
        assertThat(Replies.show(tokens, "PUT", "/v1/agent/token/x", "{\"Token\": \"x\"}", "X-Consul-Token", may))
                .isEqualTo("404 Token \"x\" is unknown");
        assertThat(Replies.show(tokens, "PUT", "/v1/agent/token/agent", "{", "X-Consul-Token", may))
                .startsWith("400 Request decode failed: ");
        assertThat(Replies.show(tokens, "PUT", "/v1/agent/token/agent", "{", "X-Consul-Token", ""))
                .isEqualTo("403 Permission denied");
        assertThat(Replies.show(tokens, "GET", "/v1/agent/token/agent", "")).isEqualTo("405 method GET not allowed");
    }

    @Test
    void saysBesidesTheContractsWordsWhatIsMissing() {
        Route self = at("/v1/agent/self").get(agent::self);

        Reply.Full refused = Replies.ask(self, "GET", "/v1/agent/self", "");
        assertThat(refused.extra())
                .containsExactly(new Reply.Field(
                        HeaderNames.DENIED_REASON,
                        "token with AccessorID 'accessor' lacks permission 'agent:read' on \"n1\""));
    }

    /// An agent in a pool of two.
    private static final class Agent implements AgentApi {
        @Override
        public AgentSelf self() {
            AgentSelf.Config config = new AgentSelf.Config("dc1", "n1", "id", "", true, "1.9.0");
            return new AgentSelf(config, null, null, member("n1"), Map.of(), Map.of());
        }

        private static AgentMember member(String name) {
            return new AgentMember(name, "127.0.0.1", 8301, Map.of(), 1, 1, 5, 2, 2, 5, 4);
        }

        @Override
        public List<AgentMember> members(boolean wan) {
            return List.of(member("n1"), member("n2"));
        }

        @Override
        public void join(String address, boolean wan) {}

        @Override
        public void forceLeave(String node, boolean prune) {}

        @Override
        public void leave() {}
    }

    /// Has heard two events; shows in each that is told which token it came with.
    private static final class Events implements AgentEvents {
        @Override
        public UserEvent fire(@Nullable String datacenter, UserEvent wanted, String token) {
            return new UserEvent("i", wanted.name(), null, token, "", "", 1, 0);
        }

        @Override
        public Cancellable list(String name, long index, Duration longest, Consumer<Listing> done) {
            done.accept(new Listing(
                    7,
                    List.of(
                            new UserEvent("1", "a", null, "", "", "", 1, 1),
                            new UserEvent("2", "b", null, "", "", "", 1, 2))));
            return Cancellable.NONE;
        }
    }
}
