package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclAuthorizationRequest;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclLogoutRequest;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.log.CommandType;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.StateTokens;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.AclDefaults;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginTokens;
import io.praetor.server.login.OidcAttempts;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `acl.md` §3, §4, §6, §7 and §9. What the recorded conversations show is shown there (`ConformanceIT`); here is what
/// they leave out.
class AclsTest {
    private static final String ROOT = "99999999-0000-4000-8000-000000000000";
    private static final String UNKNOWN = "e3d1a1a0-0000-4000-8000-000000000000";

    @TempDir
    private Path home;

    private final LeaderFixture fixture = new LeaderFixture();
    private final Viewers viewers = new Viewers(
            new StateTokens(
                    fixture.store::current, new PolicyCompiler("dc1", DefaultPolicy.DENY, 16), fixture.clock, 16),
            false);
    private final Ids ids = new Ids(new Random(1));

    private Acls acls = acls(viewers);

    private Acls acls(Viewers who) {
        return new LocalAcls(
                new AclParts(
                        new Here("dc1", who),
                        fixture.store::current,
                        fixture.writes,
                        ids,
                        fixture.clock,
                        Runnable::run),
                new BootstrapReset(home),
                new AuthMethods(fixture.clock, fixture.ticker),
                new OidcAttempts(new Random(2), fixture.ticker));
    }

    @BeforeEach
    void begin() throws InterruptedException {
        acls = acls(viewers);
        new AclDefaults(fixture.store::current, fixture.writes, ROOT, ids::next, fixture.clock).begin();
    }

    private static <T extends @Nullable Object> T done(CompletableFuture<T> future) {
        assertThat(future).as("nothing here waits").isDone();
        return future.join();
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

    // ---- tokens

    private CompletableFuture<AclToken> create(AclToken token) {
        return acls.setToken(new AclTokenSetRequest("dc1", token, true, ROOT));
    }

    private CompletableFuture<AclToken> update(AclToken token) {
        return acls.setToken(new AclTokenSetRequest("dc1", token, false, ROOT));
    }

    private CompletableFuture<AclToken> create(AclGrants grants) {
        return create(AclToken.of("", "", "", grants));
    }

    private AclPolicy policy(String name) {
        AclPolicy policy = new AclPolicy("", name, "", "", 0, null, null, 0, 0);
        return done(acls.setPolicy(new AclSetRequest<>("dc1", policy, ROOT)));
    }

    @Test
    void linksAndIdentitiesAreTakenOnceAndSorted() {
        AclPolicy a = policy("a");
        AclPolicy b = policy("b");

        AclToken token = done(create(new AclGrants(
                List.of(new AclLink("", "b"), new AclLink(a.id(), "nonsense"), b.link()),
                null,
                List.of(
                        new AclServiceIdentity("web", List.of("dc2")),
                        new AclServiceIdentity("api", List.of("dc2")),
                        new AclServiceIdentity("web", List.of("dc1")),
                        new AclServiceIdentity("api", null)),
                List.of(new AclNodeIdentity("n", "dc1"), new AclNodeIdentity("n", "dc1")))));

        assertThat(token.grants())
                .isEqualTo(new AclGrants(
                        List.of(b.link(), a.link()),
                        null,
                        List.of(
                                new AclServiceIdentity("api", null),
                                new AclServiceIdentity("web", List.of("dc1", "dc2"))),
                        List.of(new AclNodeIdentity("n", "dc1"))));
        assertThat(token.hash()).isEqualTo(token.hashed().hash());
    }

    @Test
    void whatATokenIsStaysWhatItIs() {
        AclToken token = done(create(AclToken.of("", "", "d", AclGrants.NONE)
                .edit()
                .expires(fixture.clock.instant().plusSeconds(600))
                .done()));

        assertThat(refusal(update(token.edit().local(true).done())))
                .isEqualTo("cannot toggle local mode of " + token.accessorId());
        assertThat(refusal(update(token.edit()
                        .expires(Objects.requireNonNull(token.expirationTime()).plusSeconds(1))
                        .done())))
                .isEqualTo("Cannot change expiration time of " + token.accessorId());
        assertThat(refusal(update(token.edit().authMethod("m").done())))
                .isEqualTo("Cannot change AuthMethod of " + token.accessorId());
        assertThat(refusal(update(token.edit().legacy("", "key \"a\" {}").done())))
                .isEqualTo("Rules cannot be specified for this token");
        AclToken changed =
                done(update(token.edit().secretId("").description("new").done()));
        assertThat(changed.description()).isEqualTo("new");
        assertThat(changed.expirationTime()).isEqualTo(token.expirationTime());
        assertThat(changed.createTime()).isEqualTo(token.createTime());
        assertThat(changed.createIndex()).isEqualTo(token.createIndex());
    }

    @Test
    void newTokensHaveNoMarkOfALogin() {
        assertThat(refusal(create(AclToken.of("", "", "", AclGrants.NONE)
                        .edit()
                        .authMethod("m")
                        .done())))
                .isEqualTo("AuthMethod field is disallowed outside of Login");
        assertThat(refusal(create(AclToken.of("", "", "", AclGrants.NONE)
                        .edit()
                        .legacy(AclToken.CLIENT, "")
                        .done())))
                .isEqualTo("Type cannot be specified for this token");
    }

    @Test
    void aSecretOfOneTokenIsNoAccessorOfAnother() {
        AclToken token = done(create(AclGrants.NONE));

        assertThat(refusal(create(AclToken.of(token.secretId(), "", "", AclGrants.NONE))))
                .isEqualTo("Invalid Token: AccessorID is already in use");
        assertThat(refusal(create(AclToken.of("", token.accessorId(), "", AclGrants.NONE))))
                .isEqualTo("Invalid Token: SecretID is already in use");
    }

    @Test
    void aTokenThatHasRunOutCanNeitherBeChangedNorCloned() {
        AclToken token = done(create(AclToken.of("", "", "", AclGrants.NONE)
                .edit()
                .expires(fixture.clock.instant().plusSeconds(60))
                .done()));
        fixture.pass(Duration.ofSeconds(60));

        assertThat(refusal(update(token))).isEqualTo("Cannot find token \"" + token.accessorId() + "\"");
        assertThat(refusal(acls.cloneToken(new AclTokenSetRequest("dc1", token, true, ROOT))))
                .isEqualTo("ACL not found");
    }

    @Test
    void whatIsNoUuidCannotBeDeleted() {
        assertThat(refusal(acls.deleteToken(new AclDeleteRequest("dc1", "short", ROOT))))
                .isEqualTo("Accessor ID is missing or an invalid UUID");
    }

    @Test
    void withoutAccessControlThereAreNoObjects() {
        Acls off = acls(Viewers.OFF);

        assertThat(refusal(off.setToken(new AclTokenSetRequest("dc1", AclToken.CODEC.zero(), true, ""))))
                .isEqualTo("ACL support disabled");
        assertThat(refusal(off.bootstrap(AclBootstrapTokensRequest.of("dc1", ""))))
                .isEqualTo("ACL support disabled");
    }

    // ---- the first token

    @Test
    void anOperatorAtHomeOnTheServerMayBeginAgain() throws IOException {
        long last = fixture.state().aclTokens().bootstrapIndex();
        Path file = home.resolve("acl-bootstrap-reset");

        assertThat(refusal(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", ""))))
                .isEqualTo("Permission denied: ACL bootstrap no longer allowed (reset index: " + last + ")");
        Files.writeString(file, "nonsense");
        assertThat(refusal(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", ""))))
                .startsWith("Permission denied: ACL bootstrap no longer allowed");
        Files.writeString(file, last + 1 + "\n");
        assertThat(refusal(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", ""))))
                .isEqualTo("Invalid bootstrap reset index (specified " + (last + 1) + ", reset index: " + last + ")");
        assertThat(file).exists();
        Files.writeString(file, last + "\n");
        AclToken token = done(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", UNKNOWN)));

        assertThat(token.secretId()).isEqualTo(UNKNOWN);
        assertThat(token.description()).isEqualTo("Bootstrap Token (Global Management)");
        assertThat(file).doesNotExist();
        assertThat(done(acls.authorize(question(UNKNOWN, "acl", "", "write"))))
                .extracting(AclAuthorization::allow)
                .containsExactly(true);
    }

    private static AclAuthorizationRequest question(String secret, String resource, String segment, String access) {
        return new AclAuthorizationRequest(
                "dc1", List.of(new AclAuthorization(resource, segment, access, false)), QueryOptions.of(secret));
    }

    @Test
    void aSecretThatIsChosenMustBeOne() {
        assertThat(refusal(acls.bootstrap(AclBootstrapTokensRequest.of("dc1", "short"))))
                .isEqualTo("Invalid Token: SecretID is not a valid UUID");
    }

    @Test
    void whatCannotBeAskedIsRefused() {
        assertThat(refusal(acls.authorize(question(ROOT, "node", "n", "list"))))
                .isEqualTo("Invalid access level for node resource: list");
        assertThat(done(acls.authorize(question(ROOT, "key", "k", "write-prefix"))))
                .extracting(AclAuthorization::allow)
                .containsExactly(true);
        assertThat(refusal(acls.authorize(question(UNKNOWN, "key", "k", "read"))))
                .isEqualTo("ACL not found");
    }

    // ---- policies and roles

    @Test
    void builtInRulesStay() {
        AclPolicy builtIn = Objects.requireNonNull(fixture.state()
                .acl()
                .policy(AclPolicy.GLOBAL_MANAGEMENT_ID, Watches.NONE)
                .value());
        AclPolicy elsewhere =
                new AclPolicy(builtIn.id(), builtIn.name(), "", builtIn.rules(), 0, List.of("dc2"), null, 0, 0);
        AclPolicy renamed = new AclPolicy(builtIn.id(), "all", "d", builtIn.rules(), 0, null, null, 0, 0);

        assertThat(refusal(acls.setPolicy(new AclSetRequest<>("dc1", elsewhere, ROOT))))
                .isEqualTo("Changing the Datacenters of the builtin global-management policy is not permitted");
        assertThat(done(acls.setPolicy(new AclSetRequest<>("dc1", renamed, ROOT)))
                        .name())
                .isEqualTo("all");
    }

    @Test
    void aRoleHasItsNameAlone() {
        AclRole role = AclRole.named("", "r", "");
        AclRole first = done(acls.setRole(new AclSetRequest<>("dc1", role, ROOT)));
        AclRole other = AclRole.named("", "s", "");
        AclRole second = done(acls.setRole(new AclSetRequest<>("dc1", other, ROOT)));

        assertThat(refusal(acls.setRole(new AclSetRequest<>("dc1", role, ROOT))))
                .isEqualTo("Invalid Role: A Role with Name \"r\" already exists");
        assertThat(refusal(acls.setRole(new AclSetRequest<>("dc1", first.withId(second.id()), ROOT))))
                .isEqualTo("Invalid Role: A role with name \"r\" already exists");
        assertThat(done(acls.deleteRole(new AclDeleteRequest("dc1", first.id(), ROOT))))
                .isEqualTo("r");
        assertThat(done(acls.deleteRole(new AclDeleteRequest("dc1", first.id(), ROOT))))
                .isEmpty();
    }

    // ---- logins

    private void method(UnaryOperator<AclAuthMethod> change) {
        Map<String, @Nullable Object> config = new TreeMap<>(
                Map.of("JWTValidationPubKeys", List.of(LoginTokens.KEY), "ClaimMappings", Map.of("sub", "user")));
        AclAuthMethod method = new AclAuthMethod(0, "m", "jwt", "", "", "", config, 0, 0);
        done(acls.setAuthMethod(new AclSetRequest<>("dc1", change.apply(method), ROOT)));
    }

    private CompletableFuture<AclBindingRule> bind(String type, String name, String selector) {
        AclBindingRule rule = new AclBindingRule("", "", "m", selector, type, name, null, 0, 0);
        return acls.setBindingRule(new AclSetRequest<>("dc1", rule, ROOT));
    }

    private CompletableFuture<AclToken> login(String user) {
        String bearer = LoginTokens.of(user, fixture.clock.instant());
        return acls.login(new AclLoginRequest("dc1", new AclLoginParams("m", bearer, null), ""));
    }

    @Test
    void aLoginGivesWhatTheRulesThatFitSay() {
        method(method -> method);
        done(acls.setRole(new AclSetRequest<>("dc1", AclRole.named("", "role-alice", ""), ROOT)));
        done(bind(AclBindingRule.SERVICE, "svc-${value.user}", ""));
        done(bind(AclBindingRule.NODE, "node-${value.user}", "value.user == Alice"));
        done(bind(AclBindingRule.ROLE, "role-${value.user}", ""));

        AclToken alice = done(login("Alice"));
        AclToken bob = done(login("bob"));

        assertThat(alice.grants().services()).containsExactly(new AclServiceIdentity("svc-alice", null));
        assertThat(alice.grants().nodes()).containsExactly(new AclNodeIdentity("node-alice", "dc1"));
        assertThat(alice.grants().roleLinks()).extracting(AclLink::name).containsExactly("role-alice");
        assertThat(alice.local()).isTrue();
        assertThat(alice.description()).isEqualTo("token created via login");
        assertThat(bob.grants().nodes()).isEmpty();
        assertThat(bob.grants().roleLinks()).isEmpty();
        assertThat(refusal(acls.cloneToken(new AclTokenSetRequest("dc1", alice, true, ROOT))))
                .isEqualTo("Cannot clone a token created from an auth method");
        assertThat(done(acls.logout(new AclLogoutRequest("dc1", alice.secretId()))))
                .isTrue();
        assertThat(refusal(acls.logout(new AclLogoutRequest("dc1", alice.secretId()))))
                .isEqualTo("ACL not found");
        assertThat(refusal(acls.logout(new AclLogoutRequest("dc1", ROOT)))).isEqualTo("Permission denied");
    }

    @Test
    void aLoginThatLeadsToABadNameFails() {
        method(method -> method);
        done(bind(AclBindingRule.SERVICE, "${value.user}", ""));

        assertThat(refusal(login("not a name")))
                .isEqualTo("computed \"service\" bind name for bind target is invalid: \"not a name\"");
        assertThat(refusal(login(""))).startsWith("computed \"service\" bind name for bind target is invalid");
    }

    @Test
    void tokensOfALoginLiveAsLongAsTheMethodSays() {
        method(method -> new AclAuthMethod(
                Duration.ofMinutes(5).toNanos(), "m", "jwt", "", "", AclAuthMethod.GLOBAL, method.config(), 0, 0));
        done(bind(AclBindingRule.SERVICE, "web", ""));

        AclToken token = done(login("alice"));

        assertThat(token.expirationTime()).isEqualTo(fixture.clock.instant().plusSeconds(300));
        assertThat(token.local()).isFalse();
        assertThat(refusal(acls.login(new AclLoginRequest("dc1", new AclLoginParams("m", "x", null), ROOT))))
                .isEqualTo("do not provide a token when logging in");
    }

    @Test
    void rulesStayWithTheirMethod() {
        method(method -> method);
        AclBindingRule rule = done(bind(AclBindingRule.SERVICE, "web", ""));

        assertThat(refusal(acls.setBindingRule(new AclSetRequest<>("dc1", rule.withAuthMethod("other"), ROOT))))
                .isEqualTo("the AuthMethod field of an Binding Rule is immutable");
        assertThat(refusal(bind(AclBindingRule.SERVICE, "Bad Name", "")))
                .isEqualTo("Invalid Binding Rule: invalid BindName");
        done(acls.deleteAuthMethod(new AclDeleteRequest("dc1", "m", ROOT)));
        assertThat(fixture.state().acl().bindingRules(Watches.NONE).value()).isEmpty();
    }

    @Test
    void aMethodStaysWhatItIs() {
        method(method -> method);
        AclAuthMethod other = new AclAuthMethod(0, "m", "kubernetes", "", "", "", null, 0, 0);

        assertThat(refusal(acls.setAuthMethod(new AclSetRequest<>("dc1", other, ROOT))))
                .isEqualTo("Changing an auth method's type from \"jwt\" to \"kubernetes\" is not permitted");
    }

    // ---- the old form

    private CompletableFuture<String> legacy(String op, LegacyAcl acl) {
        return acls.applyLegacy(new LegacyAclRequest("dc1", op, acl, ROOT));
    }

    @Test
    void theOldWayChecksWhatItWrites() {
        assertThat(refusal(legacy(LegacyAclRequest.SET, new LegacyAcl("manage", "", AclToken.CLIENT, "", 0, 0))))
                .isEqualTo("Permission denied: Cannot modify root ACL");
        assertThat(refusal(legacy(LegacyAclRequest.SET, new LegacyAcl("", "", AclToken.CLIENT, "key \"a\" {", 0, 0))))
                .startsWith("ACL rule compilation failed: Failed to parse ACL rules: ");
        assertThat(refusal(legacy(LegacyAclRequest.DELETE, new LegacyAcl("anonymous", "", "", "", 0, 0))))
                .isEqualTo("Permission denied: Cannot delete anonymous token");
        AclToken token = done(create(AclGrants.NONE));
        assertThat(refusal(
                        legacy(LegacyAclRequest.SET, new LegacyAcl(token.secretId(), "", AclToken.CLIENT, "", 0, 0))))
                .isEqualTo("Cannot use legacy endpoint to modify a non-legacy token");
        assertThat(refusal(legacy("bootstrap-now", new LegacyAcl("", "", AclToken.CLIENT, "", 0, 0))))
                .isEqualTo("Invalid ACL Operation");
        String made = done(legacy(LegacyAclRequest.SET, new LegacyAcl("", "n", AclToken.CLIENT, "", 0, 0)));
        assertThat(fixture.state().aclTokens().isSecretTaken(made)).isTrue();
    }

    @Test
    void whoAskedIsNotWrittenToTheLog() {
        done(legacy(LegacyAclRequest.SET, new LegacyAcl("", "n", AclToken.CLIENT, "", 0, 0)));

        assertThat(fixture.proposed(CommandType.ACL, LegacyAclRequest.CODEC))
                .singleElement()
                .extracting(LegacyAclRequest::token)
                .isEqualTo("");
    }
}
