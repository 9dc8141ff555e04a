package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.GlobalReadOnly;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicyTemplates;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.StateTokens;
import io.praetor.server.acl.Viewer;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.AclDefaults;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginTokens;
import io.praetor.server.login.OidcAttempts;
import io.praetor.server.query.AclPolicyGet;
import io.praetor.server.query.AclPolicyList;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What later versions can grant: templated policies and the policy that reads everything (`docs/acl.md`).
class NewerGrantsTest {
    private static final String ROOT = "99999999-0000-4000-8000-000000000000";
    private static final AclTemplatedPolicy API = templated("builtin/service", "api");

    @TempDir
    private Path home;

    private final LeaderFixture fixture = new LeaderFixture();
    private final StateTokens tokens = new StateTokens(
            fixture.store::current, new PolicyCompiler("dc1", DefaultPolicy.DENY, 16), fixture.clock, 16);
    private final Ids ids = new Ids(new Random(1));

    private @Nullable Acls made;

    @BeforeEach
    void begin() throws InterruptedException {
        made = new LocalAcls(
                new AclParts(
                        new Here("dc1", new Viewers(tokens, false)),
                        fixture.store::current,
                        fixture.writes,
                        ids,
                        fixture.clock,
                        Runnable::run),
                new BootstrapReset(home),
                new AuthMethods(fixture.clock, fixture.ticker),
                new OidcAttempts(new Random(2), fixture.ticker));
        new AclDefaults(fixture.store::current, fixture.writes, ROOT, ids::next, fixture.clock).begin();
    }

    private Acls acls() {
        return Objects.requireNonNull(made);
    }

    private static AclTemplatedPolicy templated(String template, String name) {
        return new AclTemplatedPolicy(template, name.isEmpty() ? null : new AclTemplateVariables(name), null);
    }

    private static AclGrants grants(AclTemplatedPolicy... templated) {
        return new AclGrants(null, null, null, null, List.of(templated));
    }

    private static String refusal(CompletableFuture<?> future) {
        assertThat(future).isCompletedExceptionally();
        try {
            var _ = future.join();
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(RequestFailure.class);
            return String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
        }
        throw new AssertionError();
    }

    private CompletableFuture<AclToken> create(AclGrants grants, boolean local) {
        AclToken token = AclToken.of("", "", "", grants).edit().local(local).done();
        return acls().setToken(new AclTokenSetRequest("dc1", token, true, ROOT));
    }

    private AclToken create(AclGrants grants) {
        return create(grants, false).join();
    }

    private String refused(AclTemplatedPolicy templated) {
        return refusal(create(grants(templated), false));
    }

    private Authorizer may(AclToken token) {
        return tokens.resolve(token.secretId()).join();
    }

    // ---- templated policies

    @Test
    void aTokenMayWhatItsTemplatesSay() {
        AclToken token = create(grants(API, API, templated("builtin/dns", "ignored")));

        assertThat(token.grants().templated()).containsExactly(API, templated("builtin/dns", ""));
        assertThat(may(token).allows(Resource.SERVICE, "api", Access.WRITE)).isTrue();
        assertThat(may(token).allows(Resource.SERVICE, "api-sidecar-proxy", Access.WRITE))
                .isTrue();
        assertThat(may(token).allows(Resource.SERVICE, "api2", Access.WRITE)).isFalse();
        assertThat(may(token).allows(Resource.QUERY, "q", Access.READ)).isTrue();
        assertThat(may(token).allows(Resource.KEY, "k", Access.READ)).isFalse();
    }

    @Test
    void aRoleGivesItsTemplates() {
        AclRole role = AclRole.named("", "r", "").withGrants(grants(templated("builtin/node", "n1")));
        AclRole stored = acls().setRole(new AclSetRequest<>("dc1", role, ROOT)).join();

        AclToken token = create(new AclGrants(null, List.of(stored.link()), null, null));

        assertThat(stored.grants().templated()).containsExactly(templated("builtin/node", "n1"));
        assertThat(may(token).allows(Resource.NODE, "n1", Access.WRITE)).isTrue();
        assertThat(may(token).allows(Resource.NODE, "n2", Access.WRITE)).isFalse();
    }

    @Test
    void templatesHoldWhereTheyShould() {
        AclTemplatedPolicy elsewhere =
                new AclTemplatedPolicy("builtin/service", new AclTemplateVariables("api"), List.of("dc2"));

        AclToken token = create(grants(elsewhere));

        assertThat(may(token).allows(Resource.SERVICE, "api", Access.WRITE)).isFalse();
        assertThat(refusal(create(grants(elsewhere), true)))
                .isEqualTo(
                        "templated policy \"builtin/service\" cannot specify a list of datacenters on a local token");
    }

    @Test
    void templatesAreFilledInOrRefused() {
        assertThat(refused(templated("", "api")))
                .isEqualTo("templated policy is missing the template name field on this token");
        assertThat(refused(templated("builtin/nope", "api")))
                .isEqualTo("no such ACL templated policy with Name \"builtin/nope\"");
        assertThat(refused(templated("builtin/service", "")))
                .isEqualTo("templated policy \"builtin/service\" is missing the required template variable \"Name\"");
        assertThat(refused(templated("builtin/service", "a\" {} operator = \"write")))
                .startsWith("templated policy \"builtin/service\" has an invalid Name.");
    }

    @Test
    void everyTemplateCanBeRead() {
        for (var template : PolicyTemplates.ALL) {
            AclPolicy preview = AclTemplatePreview.of(template, new AclTemplateVariables("api"));

            assertThat(preview.rules()).doesNotContain("{{");
            assertThat(preview.name()).isEqualTo("synthetic-policy-" + preview.id());
            AclToken token = create(grants(templated(template.name(), "api")));
            assertThat(may(token).allows(Resource.NODE, "x", Access.READ))
                    .as(template.name())
                    .isEqualTo(!template.name().equals("builtin/node"));
        }
    }

    @Test
    void whatALaterVersionHasWrittenGivesNothingThatIsUnknownHere() {
        assertThat(PolicyTemplates.filledIn(templated("builtin/workload-identity", "x")))
                .isEmpty();
        assertThat(PolicyTemplates.filledIn(templated("builtin/service", "a\" {} operator = \"write"))
                        .orElseThrow()
                        .text())
                .contains("service \"a\\\" {} operator = \\\"write\" {");
    }

    // ---- the policy that reads everything

    private @Nullable AclPolicy read(AclPolicyGet query) {
        return query.evaluate(fixture.state(), Watches.NONE, root()).value();
    }

    private Viewer root() {
        return Viewer.of(tokens.resolve(ROOT).join(), false);
    }

    private List<String> listed() {
        return new AclPolicyList()
                .evaluate(fixture.state(), Watches.NONE, root()).value().stream()
                        .map(policy -> policy.name())
                        .toList();
    }

    @Test
    void thePolicyThatReadsEverythingIsThereAndListedOnceItIsUsed() {
        assertThat(listed()).containsExactly("global-management");
        assertThat(read(new AclPolicyGet("", "builtin/global-read-only"))).isEqualTo(GlobalReadOnly.POLICY);
        assertThat(read(new AclPolicyGet(GlobalReadOnly.ID, ""))).isEqualTo(GlobalReadOnly.POLICY);

        AclToken token = create(AclGrants.ofPolicy(new AclLink("", "builtin/global-read-only")));

        assertThat(token.grants().policyLinks()).containsExactly(GlobalReadOnly.POLICY.link());
        assertThat(listed()).containsExactly("global-management", "builtin/global-read-only");
        for (Resource resource : Resource.values()) {
            assertThat(may(token).allows(resource, "x", Access.READ))
                    .as(resource.toString())
                    .isTrue();
            assertThat(may(token).allows(resource, "x", Access.WRITE))
                    .as(resource.toString())
                    .isFalse();
        }
    }

    @Test
    void aRoleCanHaveThePolicyThatReadsEverything() {
        AclRole role = AclRole.named("", "r", "").withGrants(AclGrants.ofPolicy(new AclLink(GlobalReadOnly.ID, "")));

        AclRole stored = acls().setRole(new AclSetRequest<>("dc1", role, ROOT)).join();

        assertThat(stored.grants().policyLinks()).containsExactly(GlobalReadOnly.POLICY.link());
    }

    @Test
    void nobodyChangesThePolicyThatReadsEverything() {
        AclPolicy other = new AclPolicy(GlobalReadOnly.ID, "mine", "", "acl = \"write\"", 0, null, null, 0, 0);

        assertThat(refusal(acls().setPolicy(new AclSetRequest<>("dc1", other, ROOT))))
                .isEqualTo("Changing the builtin global-read-only policy is not permitted");
        assertThat(refusal(acls().deletePolicy(new AclDeleteRequest("dc1", GlobalReadOnly.ID, ROOT))))
                .isEqualTo("Delete operation not permitted on the builtin global-read-only policy");
    }

    // ---- binding rules

    private void method() {
        Map<String, @Nullable Object> config = new TreeMap<>(
                Map.of("JWTValidationPubKeys", List.of(LoginTokens.KEY), "ClaimMappings", Map.of("sub", "user")));
        AclAuthMethod method = new AclAuthMethod(0, "m", "jwt", "", "", "", config, 0, 0);
        var _ = acls().setAuthMethod(new AclSetRequest<>("dc1", method, ROOT)).join();
    }

    private CompletableFuture<AclBindingRule> bind(String type, String name, @Nullable String variable) {
        AclTemplateVariables variables = variable == null ? null : new AclTemplateVariables(variable);
        AclBindingRule rule = new AclBindingRule("", "", "m", "", type, name, variables, 0, 0);
        return acls().setBindingRule(new AclSetRequest<>("dc1", rule, ROOT));
    }

    private CompletableFuture<AclToken> login(String user) {
        String bearer = LoginTokens.of(user, fixture.clock.instant());
        return acls().login(new AclLoginRequest("dc1", new AclLoginParams("m", bearer, null), ""));
    }

    @Test
    void aLoginGivesPoliciesAndTemplates() {
        method();
        assertThat(bind(AclBindingRule.TEMPLATED_POLICY, "builtin/service", "svc-${value.user}"))
                .isCompleted();
        assertThat(bind(AclBindingRule.POLICY, "builtin/global-read-only", null))
                .isCompleted();
        assertThat(bind(AclBindingRule.POLICY, "of-${value.user}", null)).isCompleted();

        AclToken token = login("Alice").join();

        assertThat(token.grants().templated()).containsExactly(templated("builtin/service", "svc-alice"));
        assertThat(token.grants().policyLinks()).containsExactly(GlobalReadOnly.POLICY.link());
        assertThatThrownBy(() -> login("not a name").join())
                .hasMessageContaining("bind name for bind target is invalid");
    }

    @Test
    void rulesThatBindToNothingThereCanBeAreRefused() {
        method();

        assertThat(refusal(bind(AclBindingRule.TEMPLATED_POLICY, "builtin/nope", null)))
                .isEqualTo("Invalid Binding Rule: invalid BindName");
        assertThat(refusal(bind(AclBindingRule.TEMPLATED_POLICY, "builtin/service", null)))
                .isEqualTo("Invalid Binding Rule: BindVars.Name is required for builtin/service");
        assertThat(refusal(bind(AclBindingRule.TEMPLATED_POLICY, "builtin/service", "${value.nope}")))
                .isEqualTo("Invalid Binding Rule: invalid BindVars: 1:3: unknown variable accessed: value.nope");
        assertThat(refusal(bind(AclBindingRule.SERVICE, "web", "x")))
                .isEqualTo("Invalid Binding Rule: BindVars cannot be set when bind type is not templated-policy");
        assertThat(refusal(bind(AclBindingRule.POLICY, "a/b", null)))
                .isEqualTo("Invalid Binding Rule: invalid BindName");
    }
}
