package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclObserveRequest;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.acl.AclWhyRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Tokens;
import io.praetor.server.acl.Viewers;
import io.praetor.server.acl.observe.Observations;
import io.praetor.server.state.StateException;
import io.praetor.server.state.StateStore;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LocalAclInsightTest {
    private static final String APP = "44444444-aaaa-4aaa-8aaa-000000000001";
    private static final String UNKNOWN = "44444444-aaaa-4aaa-8aaa-000000000009";
    private static final InstantSource CLOCK = InstantSource.system();

    private final StateStore states = new StateStore(Runnable::run, () -> 0, CLOCK);
    private final Observations observations = new Observations(CLOCK);
    private final Map<String, String> rules = Map.of(
            "app", "key_prefix \"foo/\" { policy = \"read\" }",
            "reader", "acl = \"read\"",
            "root", "acl = \"write\"",
            "", "");
    private final Tokens tokens = observations.observing(this::resolve);
    private final Here here = new Here("dc1", new Viewers(tokens, false));
    private final LocalAclInsight insight = new LocalAclInsight(here, states::current, observations);

    private CompletableFuture<Authorizer> resolve(String secret) {
        PolicySource policy =
                PolicySource.of("id-" + secret, "policy of " + secret, rules.getOrDefault(secret, ""), List.of());
        return CompletableFuture.completedFuture(new PolicyCompiler("dc1", DefaultPolicy.DENY, 4)
                .compile(secret.equals("app") ? APP : "", List.of(policy)));
    }

    @BeforeEach
    void addToken() throws StateException {
        states.write(1, write -> {
            write.aclTokens().set(AclTokenBatchSet.of(AclToken.of(APP, "app", "", AclGrants.NONE)));
            return null;
        });
    }

    private AclWhy why(String accessor, String resource, String name, String access, String secret) throws Exception {
        return get(insight.why(
                new AclWhyRequest("dc1", accessor, new AclAuthorization(resource, name, access, false), secret)));
    }

    private AclObserved observe(String accessor, Duration time, String secret) throws Exception {
        return get(insight.observe(new AclObserveRequest("dc1", accessor, time.toNanos(), false, secret)));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RequestFailure refusal ? refusal : e;
        }
    }

    private static String refusal(ThrowingCallable attempt) {
        return String.valueOf(
                catchThrowableOfType(RequestFailure.class, attempt).getMessage());
    }

    @Test
    void namesTheRuleThatDecidesAboutTheAskingToken() throws Exception {
        assertThat(why("", "key", "foo/bar", "write", "app"))
                .isEqualTo(new AclWhy(
                        APP,
                        new AclAuthorization("key", "foo/bar", "write", false),
                        "key_prefix \"foo/\" { policy = \"read\" }",
                        "id-app",
                        "policy of app",
                        ""));
        assertThat(why(APP, "key", "foo/bar", "read", "app").asked().allow()).isTrue();
    }

    @Test
    void namesTheDefaultWhereNoRuleDecides() throws Exception {
        AclWhy why = why("", "operator", "", "read", "app");

        assertThat(why.asked().allow()).isFalse();
        assertThat(why.rule()).isEmpty();
        assertThat(why.otherwise()).isEqualTo("default policy \"deny\"");
    }

    @Test
    void tellsOfOthersThoseWhoMayReadTokens() throws Exception {
        assertThat(why(APP, "key", "foo/bar", "read", "reader").policyName()).isEqualTo("policy of app");
        assertThat(refusal(() -> why(APP, "key", "foo/bar", "read", ""))).isEqualTo("Permission denied");
        assertThat(refusal(() -> why(UNKNOWN, "key", "foo/bar", "read", "reader")))
                .isEqualTo("ACL not found");
        assertThat(refusal(() -> why("no ID", "key", "foo/bar", "read", "reader")))
                .isEqualTo("ACL not found");
    }

    @Test
    void refusesWordsThatNameNoPermission() {
        assertThat(refusal(() -> why("", "keys", "a", "read", "app")))
                .isEqualTo("Invalid ACL resource requested: \"keys\"");
        assertThat(refusal(() -> why("", "key", "a", "wipe", "app")))
                .isEqualTo("Invalid access level for key resource: wipe");
        assertThat(refusal(() -> why("", "node", "a", "list", "app")))
                .isEqualTo("Invalid access level for node resource: list");
    }

    @Test
    void makesAPolicyOfWhatATokenAskedFor() throws Exception {
        assertThat(observe(APP, Duration.ZERO, "root")).isEqualTo(new AclObserved(APP, false, true, ""));

        assertThat(observe(APP, Duration.ofMinutes(1), "root")).isEqualTo(new AclObserved(APP, true, true, ""));
        refusal(() -> tokens.resolve("app").join().require(Resource.KEY, "x", Access.WRITE));

        assertThat(observe(APP, Duration.ZERO, "root"))
                .isEqualTo(new AclObserved(APP, true, true, "key \"x\" {\n  policy = \"write\"\n}\n"));
    }

    @Test
    void letsOnlyThoseWatchOthersWhoMayChangeTokens() {
        assertThat(refusal(() -> observe(APP, Duration.ofMinutes(1), "reader"))).isEqualTo("Permission denied");
        assertThat(refusal(() -> observe(UNKNOWN, Duration.ofMinutes(1), "root")))
                .isEqualTo("ACL not found");
        assertThat(observations.of(APP)).isNull();
    }

    @Test
    void explainsNothingWithoutAccessControl() {
        LocalAclInsight off = new LocalAclInsight(new Here("dc1", Viewers.OFF), states::current, observations);

        assertThat(refusal(() -> get(
                        off.why(new AclWhyRequest("dc1", "", new AclAuthorization("key", "a", "read", false), "")))))
                .isEqualTo("ACL support disabled");
    }
}
