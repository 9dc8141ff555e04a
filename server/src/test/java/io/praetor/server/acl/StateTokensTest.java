package io.praetor.server.acl;

import static io.praetor.server.state.Fixtures.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclRoleBatchSet;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.query.AclPolicyResolve;
import io.praetor.server.query.AclRoleResolve;
import io.praetor.server.state.State;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/// `acl.md` §2, §5 and §7, for servers.
class StateTokensTest {
    private static final String POLICY = id(20);
    private static final String ROLE = id(30);
    private static final String SECRET = id(100);

    private final LeaderFixture fixture = new LeaderFixture();
    private final Tokens tokens = new StateTokens(
            fixture.store::current, new PolicyCompiler("dc1", DefaultPolicy.DENY, 16), fixture.clock, 16);

    private void policy(String rules) {
        AclPolicy policy = new AclPolicy(POLICY, "p", "", rules, 0, null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.ACL_POLICY_SET, AclBatchSet.POLICIES, AclBatchSet.of(policy)));
    }

    private void role(AclRole role) {
        fixture.apply(Commands.encode(
                CommandType.ACL_ROLE_SET, AclRoleBatchSet.CODEC, new AclRoleBatchSet(List.of(role), false)));
    }

    private void token(AclGrants grants) {
        token(AclToken.of(id(50), SECRET, "", grants));
    }

    private void token(AclToken token) {
        fixture.apply(Commands.encode(CommandType.ACL_TOKEN_SET, AclTokenBatchSet.CODEC, AclTokenBatchSet.of(token)));
    }

    private static AclGrants linked() {
        return AclGrants.ofPolicy(new AclLink(POLICY, "p"));
    }

    private Authorizer resolved(String secret) {
        return tokens.resolve(secret).join();
    }

    private void assertUnknown(String secret) {
        assertThatThrownBy(() -> resolved(secret))
                .isInstanceOf(CompletionException.class)
                .cause()
                .hasMessage("ACL not found")
                .isInstanceOf(RequestFailure.class);
    }

    private boolean reads(String key) {
        return resolved(SECRET).allows(Resource.KEY, key, Access.READ);
    }

    @Test
    void aTokenMayWhatItsPoliciesAndThoseOfItsRolesSay() {
        policy("key \"a\" { policy = \"read\" }");
        role(new AclRole(
                ROLE,
                "r",
                "",
                List.of(new AclLink(POLICY, "")),
                List.of(new AclServiceIdentity("web", null)),
                List.of(new AclNodeIdentity("n1", "dc1"), new AclNodeIdentity("n2", "dc2")),
                null,
                null,
                0,
                0));
        token(AclGrants.NONE.withLinks(null, List.of(new AclLink(ROLE, ""))));

        Authorizer by = resolved(SECRET);

        assertThat(by.accessor()).isEqualTo(id(50));
        assertThat(reads("a")).isTrue();
        assertThat(reads("b")).isFalse();
        assertThat(by.allows(Resource.SERVICE, "web-sidecar-proxy", Access.WRITE))
                .isTrue();
        assertThat(by.allows(Resource.NODE, "n1", Access.WRITE)).isTrue();
        assertThat(by.allows(Resource.NODE, "n2", Access.WRITE)).isFalse();
    }

    @Test
    void changesCountAtOnceAndOnlyForThoseTheyConcern() {
        policy("key \"a\" { policy = \"read\" }");
        token(linked());
        Authorizer before = resolved(SECRET);

        token(AclToken.of(id(51), id(101), "", AclGrants.NONE));
        fixture.apply(Commands.encode(
                CommandType.KVS,
                KvsRequest.CODEC,
                new KvsRequest("dc1", KvOp.SET, new KvEntry(0, "k", 0, null, "", 0, 0), "")));
        assertThat(resolved(SECRET)).isSameAs(before);

        policy("key \"b\" { policy = \"read\" }");
        assertThat(resolved(SECRET)).isNotSameAs(before);
        assertThat(reads("a")).isFalse();
        assertThat(reads("b")).isTrue();

        fixture.apply(
                Commands.encode(CommandType.ACL_POLICY_DELETE, AclBatchDelete.POLICIES, AclBatchDelete.of(POLICY)));
        assertThat(reads("b")).isFalse();

        fixture.apply(Commands.encode(CommandType.ACL_TOKEN_DELETE, AclBatchDelete.TOKENS, AclBatchDelete.of(id(50))));
        assertUnknown(SECRET);
    }

    @Test
    void aTokenEndsAtItsTime() {
        token(AclToken.of(id(50), SECRET, "", AclGrants.NONE)
                .edit()
                .expires(fixture.clock.instant().plusSeconds(60))
                .done());

        assertThat(resolved(SECRET).accessor()).isEqualTo(id(50));
        fixture.pass(Duration.ofSeconds(60));

        assertUnknown(SECRET);
    }

    @Test
    void whoeverSendsNothingIsAnonymous() {
        assertThat(resolved("").accessor()).isEqualTo(AclToken.ANONYMOUS_ID);
        assertThat(resolved("").allows(Resource.KEY, "a", Access.READ)).isFalse();

        policy("key \"a\" { policy = \"read\" }");
        token(AclToken.of(AclToken.ANONYMOUS_ID, AclToken.ANONYMOUS_SECRET, "", linked()));

        assertThat(resolved("").allows(Resource.KEY, "a", Access.READ)).isTrue();
    }

    @Test
    void namesOfOldPoliciesAreNoSecrets() {
        for (String root : List.of("allow", "deny", "manage")) {
            assertThatThrownBy(() -> resolved(root)).cause().hasMessage("Cannot resolve root ACL");
        }
        assertUnknown(id(99));
        assertUnknown(SECRET.replace('0', 'O'));
    }

    @Test
    void aTokenOfTheOldKindMayWhatItSays() {
        for (String type : List.of(AclToken.CLIENT, AclToken.MANAGEMENT)) {
            LegacyAcl acl = new LegacyAcl(type, "", type, "key \"a\" { policy = \"read\" }", 0, 0);
            fixture.apply(Commands.encode(
                    CommandType.ACL,
                    LegacyAclRequest.CODEC,
                    new LegacyAclRequest("dc1", LegacyAclRequest.SET, acl, "")));
        }

        assertThat(resolved(AclToken.CLIENT).allows(Resource.KEY, "ab", Access.READ))
                .isTrue();
        assertThat(resolved(AclToken.CLIENT).allows(Resource.ACL, "", Access.READ))
                .isFalse();
        assertThat(resolved(AclToken.MANAGEMENT).allows(Resource.ACL, "", Access.WRITE))
                .isTrue();
    }

    @Test
    void rulesThatCannotBeReadGiveNothing() {
        policy("key \"a\" {");
        token(linked());

        assertThatThrownBy(() -> resolved(SECRET)).cause().hasMessageStartingWith("Failed to parse ACL rules: ");
    }

    private Viewer viewer() {
        return Viewer.of(resolved(SECRET), false);
    }

    @Test
    void whoAsksForTheirPoliciesAndRolesIsToldNothingAboutOthers() {
        policy("key \"a\" { policy = \"write\" }");
        role(new AclRole(ROLE, "r", "", List.of(new AclLink(POLICY, "p")), null, null, null, null, 0, 0));
        token(new AclGrants(null, List.of(new AclLink(ROLE, "r")), null, null));
        State state = fixture.store.current();

        assertThat(new AclRoleResolve(List.of(ROLE))
                        .evaluate(state, Watches.NONE, viewer())
                        .value())
                .extracting(AclRole::id)
                .containsExactly(ROLE);
        assertThat(new AclPolicyResolve(List.of(POLICY))
                        .evaluate(state, Watches.NONE, viewer())
                        .value())
                .extracting(AclPolicy::id)
                .containsExactly(POLICY);
        assertThatThrownBy(() -> new AclRoleResolve(List.of(ROLE, id(31))).evaluate(state, Watches.NONE, viewer()))
                .hasMessage("Permission denied");
        assertThatThrownBy(() -> new AclPolicyResolve(List.of(POLICY, GlobalManagement.ID))
                        .evaluate(state, Watches.NONE, viewer()))
                .hasMessage("Permission denied");
    }

    @Test
    void aPolicyThatIsNoMoreIsLeftOutOfWhatIsTold() {
        policy("key \"a\" { policy = \"write\" }");
        token(linked());
        fixture.apply(
                Commands.encode(CommandType.ACL_POLICY_DELETE, AclBatchDelete.POLICIES, AclBatchDelete.of(POLICY)));

        assertThat(new AclPolicyResolve(List.of(POLICY))
                        .evaluate(fixture.store.current(), Watches.NONE, viewer())
                        .value())
                .isEmpty();
    }

    @Test
    void tokensWithoutAnAccessorAreNotTakenForEachOther() {
        legacy(id(60), "key \"a\" { policy = \"write\" }");

        assertThat(fixture.store.current().aclTokens().holderByAccessor("")).isNull();
    }

    private void legacy(String secret, String rules) {
        LegacyAclRequest request =
                new LegacyAclRequest("dc1", LegacyAclRequest.SET, new LegacyAcl(secret, "", "client", rules, 0, 0), "");
        fixture.apply(Commands.encode(CommandType.ACL, LegacyAclRequest.CODEC, request));
    }
}
