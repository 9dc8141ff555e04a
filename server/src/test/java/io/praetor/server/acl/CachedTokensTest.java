package io.praetor.server.acl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.testing.ManualTicker;
import io.praetor.server.testing.RecordedTelemetry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CachedTokensTest {
    private static final Duration TOKEN_TTL = Duration.ofSeconds(30);
    private static final Duration POLICY_TTL = Duration.ofSeconds(50);
    private static final Duration ROLE_TTL = Duration.ofSeconds(70);
    private static final Duration OFF_TTL = Duration.ofMinutes(2);
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final String SECRET = "3f2f4f42-0000-4000-8000-000000000001";

    private final ManualTicker ticker = new ManualTicker();
    private final AtomicReference<Instant> now = new AtomicReference<>(START);
    private final Servers servers = new Servers();
    private final RecordedTelemetry telemetry = new RecordedTelemetry();

    private CachedTokens tokens(DownPolicy down) {
        return new CachedTokens(
                servers,
                new PolicyCompiler("dc1", DefaultPolicy.DENY, 16),
                new TokenCacheSettings(TOKEN_TTL, POLICY_TTL, ROLE_TTL, OFF_TTL, down),
                ticker,
                now::get,
                telemetry);
    }

    private void advance(Duration by) {
        ticker.pass(by);
        now.updateAndGet(instant -> instant.plus(by));
    }

    private static boolean writes(CachedTokens tokens, String secret) {
        return tokens.resolve(secret).join().allows(Resource.KEY, "a", Access.WRITE);
    }

    private static void refuses(CachedTokens tokens, String secret, String text) {
        assertThatThrownBy(() -> tokens.resolve(secret).join())
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        RequestFailure.class,
                        failure -> assertThat(failure.text()).isEqualTo(text));
    }

    @Test
    void countsWhatItKnewAndWhatItHadToAskFor() {
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        MeteredTokens metered = new MeteredTokens(tokens, new Meter(telemetry, ticker));

        for (int i = 0; i < 3; i++) {
            assertThat(metered.resolve("nobody")).isCompletedExceptionally();
        }
        advance(TOKEN_TTL);
        assertThat(metered.resolve("nobody")).isCompletedExceptionally();

        assertThat(telemetry.all())
                .isEqualTo(Map.of("acl.ResolveToken", 4L, "acl.token.cache_hit", 2L, "acl.token.cache_miss", 2L));
    }

    @Test
    void addsUpPoliciesRolesAndIdentities() {
        servers.policy("p1", "key \"a\" { policy = \"write\" }");
        servers.policy("p2", "node_prefix \"\" { policy = \"write\" }");
        servers.roles.put("r1", role("r1", "p2"));
        servers.token(
                SECRET,
                new AclGrants(
                        List.of(new AclLink("p1", "")),
                        List.of(new AclLink("r1", ""), new AclLink("gone", "")),
                        List.of(new AclServiceIdentity("web", null)),
                        null,
                        List.of(new AclTemplatedPolicy("builtin/dns", null, null))));

        Authorizer authorizer = tokens(DownPolicy.EXTEND_CACHE).resolve(SECRET).join();

        assertThat(authorizer.accessor()).isEqualTo("accessor of " + SECRET);
        assertThat(authorizer.allows(Resource.KEY, "a", Access.WRITE)).isTrue();
        assertThat(authorizer.allows(Resource.NODE, "n", Access.WRITE)).isTrue();
        assertThat(authorizer.allows(Resource.SERVICE, "web", Access.WRITE)).isTrue();
        assertThat(authorizer.allows(Resource.QUERY, "q", Access.READ)).isTrue();
        assertThat(authorizer.allows(Resource.OPERATOR, "", Access.READ)).isFalse();
    }

    @Test
    void asksOnceAndAgainWhenTheTimeIsOver() {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        for (int i = 0; i < 3; i++) {
            assertThat(writes(tokens, SECRET)).isTrue();
        }
        assertThat(servers.asked).containsExactly("token", "policies [p1]");

        advance(TOKEN_TTL);
        assertThat(writes(tokens, SECRET)).isTrue();
        assertThat(servers.asked).containsExactly("token", "policies [p1]", "token");

        servers.policy("p1", "key \"a\" { policy = \"read\" }");
        advance(POLICY_TTL.minus(TOKEN_TTL));
        assertThat(writes(tokens, SECRET)).isFalse();
        assertThat(servers.asked).containsExactly("token", "policies [p1]", "token", "policies [p1]");
    }

    @Test
    void remembersThatThereIsNoSuchToken() {
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        refuses(tokens, SECRET, "ACL not found");
        servers.keyWriter(SECRET);
        refuses(tokens, SECRET, "ACL not found");
        assertThat(servers.asked).containsExactly("token");

        advance(TOKEN_TTL);
        assertThat(writes(tokens, SECRET)).isTrue();

        servers.tokens.clear();
        advance(TOKEN_TTL);
        refuses(tokens, SECRET, "ACL not found");
    }

    @Test
    void asksAgainAboutATokenThatOnlyAServerThatMayBeBehindDoesNotKnow() {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        assertThat(writes(tokens, SECRET)).isTrue();
        Map<String, AclToken> there = Map.copyOf(servers.tokens);

        servers.sure = false;
        servers.tokens.clear();
        advance(TOKEN_TTL);
        refuses(tokens, SECRET, "ACL not found");
        refuses(tokens, SECRET, "ACL not found");
        assertThat(servers.asked).containsExactly("token", "policies [p1]", "token", "token");

        servers.tokens.putAll(there);
        assertThat(writes(tokens, SECRET)).isTrue();
    }

    @Test
    void takesARefusalForNoToken() {
        servers.failure = new RequestFailure(
                RequestFailure.Kind.PERMISSION_DENIED, "rpc error making call: rpc error making call: ACL not found");

        refuses(tokens(DownPolicy.ALLOW), SECRET, "ACL not found");
    }

    @Test
    void asksAboutTheAnonymousTokenWhenNoneIsSent() {
        servers.keyWriter("anonymous");

        assertThat(writes(tokens(DownPolicy.DENY), "")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"allow", "deny", "manage"})
    void resolvesNoRootName(String name) {
        refuses(tokens(DownPolicy.ALLOW), name, "Cannot resolve root ACL");
    }

    @ParameterizedTest
    @EnumSource(
            value = DownPolicy.class,
            names = {"EXTEND_CACHE", "ASYNC_CACHE"})
    void keepsWhatItHeardWhileServersAreAway(DownPolicy down) {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(down);
        assertThat(writes(tokens, SECRET)).isTrue();
        refuses(tokens, "unknown", "ACL not found");

        servers.failure = RequestFailure.internal("No known Consul servers");
        for (int i = 0; i < 5; i++) {
            advance(TOKEN_TTL);
            assertThat(writes(tokens, SECRET)).isTrue();
            refuses(tokens, "unknown", "ACL not found");
        }
        assertThat(writes(tokens, "never heard of")).isFalse();

        servers.failure = null;
        assertThat(writes(tokens, SECRET)).isTrue();
        assertThatThrownBy(() -> tokens.resolve("never heard of").join()).hasMessageContaining("ACL not found");
    }

    @ParameterizedTest
    @EnumSource(
            value = DownPolicy.class,
            names = {"ALLOW", "DENY"})
    void decidesWithoutServersAsConfigured(DownPolicy down) {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(down);
        assertThat(writes(tokens, SECRET)).isTrue();

        servers.failure = RequestFailure.internal("No known Consul servers");
        advance(TOKEN_TTL);
        Authorizer authorizer = tokens.resolve(SECRET).join();
        assertThat(authorizer.allows(Resource.KEY, "other", Access.WRITE)).isEqualTo(down == DownPolicy.ALLOW);
        assertThat(authorizer.allows(Resource.ACL, "", Access.READ)).isFalse();
        assertThat(tokens.resolve("other").join().allows(Resource.NODE, "n", Access.READ))
                .isEqualTo(down == DownPolicy.ALLOW);
    }

    @Test
    void answersFromWhatIsOldAndAsksBehind() {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(DownPolicy.ASYNC_CACHE);
        assertThat(writes(tokens, SECRET)).isTrue();
        servers.policy("p1", "");
        advance(POLICY_TTL);

        servers.gate = new CompletableFuture<>();
        assertThat(writes(tokens, SECRET)).isTrue();
        assertThat(writes(tokens, SECRET)).isTrue();
        servers.gate.complete("");
        assertThat(writes(tokens, SECRET)).isFalse();
        assertThat(servers.asked).containsExactly("token", "policies [p1]", "token", "policies [p1]");
    }

    @Test
    void asksOnceForManyWhoWait() {
        servers.keyWriter(SECRET);
        servers.gate = new CompletableFuture<>();
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        List<CompletableFuture<Authorizer>> waiting = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            waiting.add(tokens.resolve(SECRET));
        }
        waiting.getFirst().cancel(false);
        assertThat(waiting.getLast()).isNotDone();

        servers.gate.complete("");
        assertThat(waiting.getLast().join().allows(Resource.KEY, "a", Access.WRITE))
                .isTrue();
        assertThat(servers.asked).containsExactly("token", "policies [p1]");
    }

    @Test
    void forgetsATokenThatRunsOut() {
        servers.keyWriter(SECRET);
        AclToken token = Objects.requireNonNull(servers.tokens.get(SECRET));
        servers.tokens.put(SECRET, token.edit().expires(START.plusSeconds(10)).done());
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        assertThat(writes(tokens, SECRET)).isTrue();

        servers.failure = RequestFailure.internal("No known Consul servers");
        advance(Duration.ofSeconds(10));
        refuses(tokens, SECRET, "ACL not found");
        advance(TOKEN_TTL);
        refuses(tokens, SECRET, "ACL not found");

        servers.failure = null;
        refuses(tokens, SECRET, "ACL not found");
        refuses(tokens(DownPolicy.EXTEND_CACHE), SECRET, "ACL not found");
    }

    @Test
    void letsEverybodyInWhileServersHaveNoAccessControl() {
        servers.failure = RequestFailure.internal("rpc error making call: ACL support disabled");
        CachedTokens tokens = tokens(DownPolicy.DENY);
        assertThat(tokens.resolve(SECRET).join()).isSameAs(Authorizer.ALL);
        assertThat(tokens.resolve("other").join()).isSameAs(Authorizer.ALL);
        assertThat(servers.asked).containsExactly("token");

        servers.failure = null;
        advance(OFF_TTL);
        refuses(tokens, SECRET, "ACL not found");
    }

    @Test
    void asksAnewForATokenWhosePoliciesItMayNotRead() {
        servers.keyWriter(SECRET);
        servers.denials = 2;
        assertThat(writes(tokens(DownPolicy.DENY), SECRET)).isTrue();
        assertThat(servers.asked)
                .containsExactly("token", "policies [p1]", "token", "policies [p1]", "token", "policies [p1]");

        servers.denials = 3;
        refuses(tokens(DownPolicy.DENY), SECRET, "Permission denied");
    }

    @Test
    void asksAnewForRolesThatWereChangedBeforeTheyRunOut() {
        servers.policy("p1", "key \"a\" { policy = \"write\" }");
        servers.policy("p2", "key \"a\" { policy = \"read\" }");
        servers.roles.put("r1", role("r1", "p1"));
        servers.token(SECRET, new AclGrants(null, List.of(new AclLink("r1", "")), null, null));
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        assertThat(writes(tokens, SECRET)).isTrue();

        servers.roles.put("r1", role("r1", "p2"));
        servers.unlinked.add("p1");
        advance(POLICY_TTL);

        Authorizer authorizer = tokens.resolve(SECRET).join();
        assertThat(authorizer.allows(Resource.KEY, "a", Access.WRITE)).isFalse();
        assertThat(authorizer.allows(Resource.KEY, "a", Access.READ)).isTrue();
    }

    @Test
    void asksForEachTokenWhatAnotherMayNotSee() {
        servers.token(SECRET, AclGrants.ofPolicy(new AclLink("p1", "")));
        CachedTokens tokens = tokens(DownPolicy.DENY);
        assertThat(writes(tokens, SECRET)).isFalse();

        servers.keyWriter("other");
        assertThat(writes(tokens, "other")).isTrue();
    }

    @Test
    void refusesATokenWhoseRulesCannotBeRead() {
        servers.keyWriter(SECRET);
        servers.policy("p1", "key \"a\" {");

        refuses(
                tokens(DownPolicy.ALLOW),
                SECRET,
                "Failed to parse ACL rules: At 1:11: object expected closing RBRACE got: EOF");
    }

    @Test
    void keepsKnownTokensWhateverStrangersSend() {
        servers.keyWriter(SECRET);
        CachedTokens tokens = tokens(DownPolicy.EXTEND_CACHE);
        assertThat(writes(tokens, SECRET)).isTrue();
        for (int i = 0; i < 5_000; i++) {
            refuses(tokens, "stranger " + i, "ACL not found");
        }
        servers.failure = RequestFailure.internal("No known Consul servers");
        advance(TOKEN_TTL);
        assertThat(writes(tokens, SECRET)).isTrue();
    }

    @Test
    void readsTheWordsOfTheDownPolicy() {
        assertThat(DownPolicy.of("extend-cache")).isEqualTo(DownPolicy.EXTEND_CACHE);
        assertThat(DownPolicy.of("async-cache")).isEqualTo(DownPolicy.ASYNC_CACHE);
        assertThat(DownPolicy.of("allow")).isEqualTo(DownPolicy.ALLOW);
        assertThat(DownPolicy.of("deny")).isEqualTo(DownPolicy.DENY);
        assertThatThrownBy(() -> DownPolicy.of("x")).isInstanceOf(IllegalArgumentException.class);
    }

    private static AclRole role(String id, String policy) {
        return new AclRole(id, id, "", List.of(new AclLink(policy, "")), null, null, null, null, 1, 1);
    }

    /// Servers in memory.
    private static final class Servers implements TokenSource {
        private final Map<String, AclToken> tokens = new HashMap<>();
        private final Map<String, AclRole> roles = new HashMap<>();
        private final Map<String, AclPolicy> policies = new HashMap<>();
        private final List<String> asked = new ArrayList<>();
        private final Set<String> unlinked = new HashSet<>();
        private int denials;
        private boolean sure = true;
        private @Nullable RequestFailure failure;
        private CompletableFuture<String> gate = CompletableFuture.completedFuture("");

        void token(String secret, AclGrants grants) {
            tokens.put(secret, AclToken.of("accessor of " + secret, secret, "", grants));
        }

        void policy(String id, String rules) {
            policies.put(id, new AclPolicy(id, id, "", rules, 0, null, null, 1, 1));
        }

        void keyWriter(String secret) {
            policy("p1", "key \"a\" { policy = \"write\" }");
            token(secret, AclGrants.ofPolicy(new AclLink("p1", "")));
        }

        @Override
        public CompletableFuture<Said> token(String secret) {
            asked.add("token");
            RequestFailure refusal = failure;
            if (refusal != null) {
                throw refusal;
            }
            return gate.thenApply(_ -> new Said(tokens.get(secret), sure));
        }

        @Override
        public CompletableFuture<List<AclRole>> roles(String secret, List<String> ids) {
            asked.add("roles " + ids);
            return found(roles, ids);
        }

        @Override
        public CompletableFuture<List<AclPolicy>> policies(String secret, List<String> ids) {
            asked.add("policies " + ids);
            if (denials-- > 0 || ids.stream().anyMatch(unlinked::contains)) {
                return CompletableFuture.failedFuture(RequestFailure.permissionDenied());
            }
            return found(policies, ids);
        }

        private <T> CompletableFuture<List<T>> found(Map<String, T> all, List<String> ids) {
            RequestFailure refusal = failure;
            return refusal == null
                    ? CompletableFuture.completedFuture(
                            ids.stream().map(all::get).filter(Objects::nonNull).toList())
                    : CompletableFuture.failedFuture(refusal);
        }
    }
}
