package io.praetor.server.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcAuthUrlRequest;
import io.praetor.model.acl.AclOidcCallbackParams;
import io.praetor.model.acl.AclOidcCallbackRequest;
import io.praetor.model.acl.AclOidcMethod;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.DefaultPolicy;
import io.praetor.server.acl.PolicyCompiler;
import io.praetor.server.acl.PolicySource;
import io.praetor.server.acl.StateTokens;
import io.praetor.server.acl.Viewer;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.AclDefaults;
import io.praetor.server.login.FakeProvider;
import io.praetor.server.login.FakeProvider.Back;
import io.praetor.server.login.OidcAttempts;
import io.praetor.server.query.AclAuthMethodGet;
import io.praetor.server.query.AclOidcMethods;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Signing in with a provider (`docs/acl.md`), with one that keeps the rules of OpenID Connect until a test breaks
/// them.
class OidcLoginTest {
    private static final String ROOT = "99999999-0000-4000-8000-000000000000";
    private static final String REDIRECT = "http://localhost:8550/oidc/callback";
    private static final String INVALID_STATE = "Invalid or expired state";

    @TempDir
    private Path home;

    private final LeaderFixture fixture = new LeaderFixture();
    private final Viewers viewers = new Viewers(
            new StateTokens(
                    fixture.store::current, new PolicyCompiler("dc1", DefaultPolicy.DENY, 16), fixture.clock, 16),
            false);
    private final Ids ids = new Ids(new Random(1));

    private Acls acls = acls(new Random(2));
    private final FakeProvider provider = newProvider();

    private FakeProvider newProvider() {
        try {
            return new FakeProvider(fixture.clock::instant);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Acls acls(Random random) {
        return new LocalAcls(
                new AclParts(
                        new Here("dc1", viewers),
                        fixture.store::current,
                        fixture.writes,
                        ids,
                        fixture.clock,
                        Runnable::run),
                new BootstrapReset(home),
                FakeProvider.patient(fixture.clock, fixture.ticker),
                new OidcAttempts(random, fixture.ticker));
    }

    @BeforeEach
    void begin() throws InterruptedException {
        acls = acls(new Random(2));
        new AclDefaults(fixture.store::current, fixture.writes, ROOT, ids::next, fixture.clock).begin();
    }

    @AfterEach
    void end() {
        provider.close();
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
            String text = String.valueOf(Objects.requireNonNull(e.getCause()).getMessage());
            assertThat(text).doesNotContain("s3cret", "access-of", "code-");
            return text;
        }
        throw new AssertionError();
    }

    private Map<String, @Nullable Object> config(Object... pairs) {
        Map<String, @Nullable Object> config = new TreeMap<>(Map.of(
                "OIDCDiscoveryURL",
                provider.url(),
                "OIDCDiscoveryCACert",
                provider.ca(),
                "OIDCClientID",
                FakeProvider.CLIENT,
                "OIDCClientSecret",
                FakeProvider.SECRET,
                "AllowedRedirectURIs",
                List.of(REDIRECT, "https://consul.example/ui/oidc/callback"),
                "JWTSupportedAlgs",
                List.of("ES256"),
                "ClaimMappings",
                Map.of("sub", "user")));
        for (int i = 0; i < pairs.length; i += 2) {
            config.put((String) pairs[i], pairs[i + 1]);
        }
        return config;
    }

    private CompletableFuture<AclAuthMethod> set(Map<String, @Nullable Object> config) {
        AclAuthMethod method = new AclAuthMethod(
                Duration.ofHours(1).toNanos(), "sso", "oidc", "", "", AclAuthMethod.GLOBAL, config, 0, 0);
        return acls.setAuthMethod(new AclSetRequest<>("dc1", method, ROOT));
    }

    private void method(Object... pairs) {
        done(set(config(pairs)));
        AclBindingRule rule =
                new AclBindingRule("", "", "sso", "", AclBindingRule.SERVICE, "${value.user}", null, 0, 0);
        done(acls.setBindingRule(new AclSetRequest<>("dc1", rule, ROOT)));
    }

    private CompletableFuture<String> authUrl(String redirect, String nonce) {
        return acls.oidcAuthUrl(new AclOidcAuthUrlRequest(
                        "dc1", new AclOidcAuthUrlParams("sso", redirect, nonce, Map.of("k", "v")), ""))
                .thenApply(answer -> answer.authUrl());
    }

    private Back signedIn() {
        return provider.signIn(done(authUrl(REDIRECT, "client-nonce")));
    }

    private CompletableFuture<AclToken> callback(String state, String code, String nonce) {
        return acls.oidcCallback(
                new AclOidcCallbackRequest("dc1", new AclOidcCallbackParams("sso", state, code, nonce), ""));
    }

    private CompletableFuture<AclToken> callback(Back back) {
        return callback(back.state(), back.code(), "client-nonce");
    }

    private String refusedSignIn() {
        return refusal(callback(signedIn()));
    }

    @Test
    void whoeverSignsInGetsWhatTheRulesThatFitSay() {
        method("OIDCScopes", List.of("email", "openid"), "OIDCACRValues", List.of("mfa", "pwd"));

        String url = done(authUrl(REDIRECT, "client-nonce"));
        AclToken token = done(callback(provider.signIn(url)));

        assertThat(url)
                .contains("&redirect_uri=http%3A%2F%2Flocalhost%3A8550%2Foidc%2Fcallback")
                .contains("&scope=openid%20email&")
                .endsWith("&acr_values=mfa%20pwd");
        assertThat(token.grants().services()).containsExactly(new AclServiceIdentity("alice", null));
        assertThat(token.description()).isEqualTo("token created via OIDC login: {\"k\":\"v\"}");
        assertThat(token.authMethod()).isEqualTo("sso");
        assertThat(token.local()).isFalse();
        assertThat(token.expirationTime()).isEqualTo(fixture.clock.instant().plusSeconds(3600));
        assertThat(provider.asked()).as("nothing was missing").doesNotContain("/userinfo");
    }

    @Test
    void theSecretGoesInAFormWhereAProviderWantsItThere() {
        provider.document().put("token_endpoint_auth_methods_supported", List.of("client_secret_post"));
        method();

        assertThat(done(callback(signedIn())).authMethod()).isEqualTo("sso");
    }

    @Test
    void aStateCountsOnceAndForTheOneWhoBegan() {
        method();

        Back back = signedIn();
        assertThat(refusal(callback("st_guessed", back.code(), "client-nonce"))).isEqualTo(INVALID_STATE);
        assertThat(refusal(callback("", back.code(), "client-nonce"))).isEqualTo(INVALID_STATE);
        done(callback(back));
        assertThat(refusal(callback(back))).as("again").isEqualTo(INVALID_STATE);

        Back stolen = signedIn();
        assertThat(refusal(callback(stolen.state(), stolen.code(), ""))).isEqualTo(INVALID_STATE);
        assertThat(refusal(callback(stolen))).as("it was shown once").isEqualTo(INVALID_STATE);

        Back late = signedIn();
        fixture.ticker.pass(Duration.ofMinutes(10));
        assertThat(refusal(callback(late))).isEqualTo(INVALID_STATE);
    }

    @Test
    void anotherLeaderKnowsNoStates() {
        method();
        Back back = signedIn();

        acls = acls(new Random(3));

        assertThat(refusal(callback(back))).isEqualTo(INVALID_STATE);
        assertThat(done(callback(signedIn())).authMethod()).isEqualTo("sso");
    }

    @Test
    void aCodeIsExchangedByWhoeverBegan() {
        method();
        Back mine = signedIn();
        Back others = signedIn();

        assertThat(refusal(callback(mine.state(), others.code(), "client-nonce")))
                .as("its challenge is another's")
                .isEqualTo("error exchanging oidc code: unexpected status 400 (invalid_grant)");
        assertThat(refusal(callback(signedIn().state(), "made-up", "client-nonce")))
                .isEqualTo("error exchanging oidc code: unexpected status 400 (invalid_grant)");
    }

    @Test
    void browsersAreSentBackOnlyWhereTheMethodSays() {
        method();

        for (String redirect : List.of(
                "http://localhost:8550/oidc/callback/",
                "http://localhost:8550/OIDC/callback",
                "http://localhost:8550/oidc/callback?x=1",
                "http://localhost:8550/oidc/callback#x",
                "http://127.0.0.1:8550/oidc/callback",
                "https://localhost:8550/oidc/callback",
                "http://evil@localhost:8550/oidc/callback",
                "http://localhost.evil:8550/oidc/callback",
                "https://consul.example:444/ui/oidc/callback",
                "https://consul.example/ui/oidc/callback/../x",
                "",
                "%")) {
            assertThat(refusal(authUrl(redirect, ""))).isEqualTo("unauthorized redirect_uri: " + redirect);
        }
        assertThat(refusal(authUrl("x".repeat(2049), ""))).isEqualTo("RedirectURI has more than 2048 characters");
        assertThat(done(authUrl("http://localhost:41234/oidc/callback", "")))
                .as("a program listens where it can")
                .contains("41234");
        assertThat(done(authUrl("https://consul.example/ui/oidc/callback", ""))).contains("consul.example");
    }

    @Test
    void everySignInHasSecretsOfItsOwn() {
        method();
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 100; i++) {
            for (String field : done(authUrl(REDIRECT, "")).split("&", -1)) {
                if (field.startsWith("state=") || field.startsWith("nonce=") || field.startsWith("code_challenge=")) {
                    assertThat(seen.add(field)).as(field).isTrue();
                    assertThat(field.length()).isGreaterThan(42);
                }
            }
        }
    }

    @Test
    void whoFloodsTheLeaderPushesOutTheOldestOnly() {
        method();
        Back first = signedIn();
        List<Back> later = new ArrayList<>();
        for (int i = 0; i < 4096; i++) {
            later.add(signedIn());
        }

        assertThat(refusal(callback(first))).isEqualTo(INVALID_STATE);
        assertThat(done(callback(later.getFirst())).authMethod()).isEqualTo("sso");
        assertThat(refusal(authUrl(REDIRECT, "n".repeat(257)))).isEqualTo("ClientNonce has more than 256 characters");
        assertThat(refusal(acls.oidcAuthUrl(new AclOidcAuthUrlRequest(
                        "dc1", new AclOidcAuthUrlParams("sso", REDIRECT, "", Map.of("k", "v".repeat(2048))), ""))))
                .isEqualTo("Meta has more than 2048 characters");
        Map<String, String> many = new HashMap<>();
        for (int i = 0; i < 65; i++) {
            many.put("k" + i, "");
        }
        assertThat(refusal(acls.oidcAuthUrl(
                        new AclOidcAuthUrlRequest("dc1", new AclOidcAuthUrlParams("sso", REDIRECT, "", many), ""))))
                .isEqualTo("Meta has more than 64 entries");
    }

    @Test
    void anIdTokenMustBeOfThisSignIn() {
        method();

        provider.claiming("nonce", "n_of-another");
        assertThat(refusedSignIn()).isEqualTo("error validating claims: invalid nonce claim (nonce)");
        provider.claiming(whole -> without(whole, "nonce"));
        assertThat(refusedSignIn()).isEqualTo("error validating claims: invalid nonce claim (nonce)");
        provider.claiming("at_hash", "AAAA");
        assertThat(refusedSignIn()).isEqualTo("error validating claims: invalid access token hash claim (at_hash)");
        provider.claiming(whole -> without(whole, "at_hash"));
        assertThat(done(callback(signedIn())).authMethod()).isEqualTo("sso");
    }

    private static Map<String, Object> without(Map<String, Object> whole, String claim) {
        Map<String, Object> rest = new HashMap<>(whole);
        var _ = rest.remove(claim);
        return rest;
    }

    @Test
    void anIdTokenMustBeForTheClient() {
        method();

        provider.claiming("aud", "another client");
        assertThat(refusedSignIn()).isEqualTo("error validating claims: aud claim does not match any bound audience");
        provider.claiming("aud", List.of(FakeProvider.CLIENT, "another client"));
        assertThat(refusedSignIn())
                .as("to whom it was given is not said")
                .isEqualTo("error validating claims: invalid authorized party claim (azp)");
        provider.claiming("azp", "another client");
        assertThat(refusedSignIn()).isEqualTo("error validating claims: invalid authorized party claim (azp)");
        provider.claiming(whole -> {
            whole.put("aud", List.of(FakeProvider.CLIENT, "another client"));
            whole.put("azp", FakeProvider.CLIENT);
            return whole;
        });
        assertThat(done(callback(signedIn())).authMethod()).isEqualTo("sso");
        done(set(config("BoundAudiences", List.of("a third"))));
        assertThat(refusedSignIn()).isEqualTo("error validating claims: aud claim does not match any bound audience");
        done(set(config("BoundAudiences", List.of("another client"))));
        assertThat(done(callback(signedIn())).authMethod()).isEqualTo("sso");
    }

    @Test
    void anIdTokenMustBeOfTheProviderAndHold() {
        method();
        long now = fixture.clock.instant().getEpochSecond();

        provider.claiming("iss", "https://evil");
        assertThat(refusedSignIn())
                .isEqualTo(
                        "error validating claims: square/go-jose/jwt: validation failed, invalid issuer claim (iss)");
        provider.claiming(whole -> without(whole, "iss"));
        assertThat(refusedSignIn())
                .isEqualTo(
                        "error validating claims: square/go-jose/jwt: validation failed, invalid issuer claim (iss)");
        provider.claiming("exp", now - 61);
        assertThat(refusedSignIn())
                .isEqualTo("error validating claims: square/go-jose/jwt: validation failed, token is expired (exp)");
        for (String claim : List.of("exp", "iat", "sub")) {
            provider.claiming(whole -> {
                whole.put("nbf", now);
                return without(whole, claim);
            });
            assertThat(refusedSignIn()).isEqualTo("error validating claims: missing claim (" + claim + ")");
        }
    }

    @Test
    void anIdTokenMustBeSigned() {
        method();
        String none = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));

        provider.forging(whole -> none + "." + whole.split("\\.", -1)[1] + ".");
        assertThat(refusedSignIn()).isEqualTo("error parsing token: unexpected signature algorithm \"none\"");
        provider.forging(whole -> whole.substring(0, whole.lastIndexOf('.') + 1));
        assertThat(refusedSignIn()).isEqualTo("no known key successfully validated the token signature");
        provider.forging(_ -> "garbage");
        assertThat(refusedSignIn()).startsWith("error parsing token: ");
        provider.forging(whole -> whole);
        done(set(config("JWTSupportedAlgs", List.of("RS256"))));
        assertThat(refusedSignIn()).isEqualTo("error verifying token: unsupported signature algorithm");
    }

    @Test
    void whatTheTokenDoesNotSayIsAskedFor() {
        method("ClaimMappings", Map.of("preferred_username", "user"));
        provider.knowing(Map.of("sub", "alice", "preferred_username", "allie", "iss", "https://evil"));

        assertThat(done(callback(signedIn())).grants().services())
                .containsExactly(new AclServiceIdentity("allie", null));
        provider.knowing(Map.of("sub", "mallory", "preferred_username", "root"));
        assertThat(refusedSignIn()).isEqualTo("error reading userinfo: its sub claim is not the one of the ID token");
        provider.knowing(Map.of("preferred_username", "root"));
        assertThat(refusedSignIn()).isEqualTo("error reading userinfo: its sub claim is not the one of the ID token");
        provider.answering("/userinfo", 503, new byte[0]);
        assertThat(refusedSignIn()).isEqualTo("error reading userinfo: unexpected status 503");
    }

    @Test
    void aProviderIsWhoItSaysItIs() {
        Map<String, @Nullable Object> sound = config();

        provider.document().put("issuer", "https://evil");
        assertThat(refusal(set(sound)))
                .isEqualTo("Invalid Auth Method: error checking OIDCDiscoveryURL: oidc: issuer did not match the issuer"
                        + " returned by provider, expected \"" + provider.url() + "\" got \"https://evil\"");
        provider.document().put("issuer", provider.url());
        provider.document().put("token_endpoint", "http://127.0.0.1/token");
        assertThat(refusal(set(sound)))
                .isEqualTo("Invalid Auth Method: error checking OIDCDiscoveryURL: oidc: the provider's token_endpoint"
                        + " does not begin with https://");
        provider.document().remove("token_endpoint");
        assertThat(refusal(set(sound)))
                .isEqualTo("Invalid Auth Method: error checking OIDCDiscoveryURL: oidc: the provider names no"
                        + " authorization_endpoint or no token_endpoint");
        provider.answering("/.well-known/openid-configuration", 200, "<html>".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(set(sound))).startsWith("Invalid Auth Method: error checking OIDCDiscoveryURL: ");
        provider.answering("/.well-known/openid-configuration", 404, new byte[0]);
        assertThat(refusal(set(sound))).startsWith("Invalid Auth Method: error checking OIDCDiscoveryURL: unexpected");
        assertThat(refusal(set(config("OIDCDiscoveryCACert", ""))))
                .as("its authority is not known")
                .startsWith("Invalid Auth Method: error checking OIDCDiscoveryURL: error asking " + provider.url());
        assertThat(refusal(set(config("OIDCDiscoveryCACert", "nonsense"))))
                .startsWith("Invalid Auth Method: error checking OIDCDiscoveryURL: could not parse CA PEM value: ");
    }

    @Test
    void whateverAProviderAnswersNobodyIsSignedIn() {
        method();
        Back back = signedIn();
        provider.answering("/token", 200, "<html>code-0 s3cret".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal(callback(back))).isEqualTo("error exchanging oidc code: the answer is no JSON object");
        provider.answering("/token", 200, "[]".getBytes(StandardCharsets.UTF_8));
        assertThat(refusedSignIn()).isEqualTo("error exchanging oidc code: the answer is no JSON object");
        provider.answering("/token", 200, "{\"id_token\":1}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusedSignIn()).isEqualTo("error exchanging oidc code: no id_token in the answer");
        provider.answering("/token", 500, "{\"error\":\"code-0 s3cret\"}".getBytes(StandardCharsets.UTF_8));
        assertThat(refusedSignIn()).isEqualTo("error exchanging oidc code: unexpected status 500");
        provider.answering("/token", 200, new byte[10 << 20]);
        assertThat(refusedSignIn()).startsWith("error exchanging oidc code: error asking " + provider.url());
        provider.redirecting("/token", provider.url() + "/elsewhere");
        assertThat(refusedSignIn()).isEqualTo("error exchanging oidc code: unexpected status 302");
        assertThat(provider.asked()).doesNotContain("/elsewhere");
    }

    private static Viewer whoMay(String rules) {
        PolicySource policy = PolicySource.of("p", "p", rules, List.of());
        return Viewer.of(new PolicyCompiler("dc1", DefaultPolicy.DENY, 16).compile("x", List.of(policy)), false);
    }

    @Test
    void theSecretIsForThoseWhoMayChangeTheMethod() {
        method();
        AclAuthMethodGet question = new AclAuthMethodGet("sso");

        AclAuthMethod seen = question.evaluate(fixture.state(), Watches.NONE, whoMay("acl = \"read\""))
                .value();
        AclAuthMethod whole = question.evaluate(fixture.state(), Watches.NONE, whoMay("acl = \"write\""))
                .value();

        assertThat(Objects.requireNonNull(Objects.requireNonNull(seen).config()))
                .containsEntry("OIDCClientSecret", "<hidden>")
                .containsEntry("OIDCClientID", FakeProvider.CLIENT);
        assertThat(Objects.requireNonNull(Objects.requireNonNull(whole).config()))
                .containsEntry("OIDCClientSecret", FakeProvider.SECRET);
    }

    @Test
    void everybodyMayKnowWhereToSignInAtTheInterface() {
        method();
        AclOidcMethods question = new AclOidcMethods();

        assertThat(question.evaluate(fixture.state(), Watches.NONE, whoMay("")).value())
                .containsExactly(new AclOidcMethod("sso", "", ""));
        AclAuthMethod local = new AclAuthMethod(0, "sso", "oidc", "", "", AclAuthMethod.LOCAL, config(), 0, 0);
        done(acls.setAuthMethod(new AclSetRequest<>("dc1", local, ROOT)));
        assertThat(question.evaluate(fixture.state(), Watches.NONE, whoMay("")).value())
                .as("its tokens count for less than the interface shows")
                .isEmpty();
    }

    @Test
    void theTwoWaysToATokenAreNotMixedUp() {
        method();

        assertThat(refusal(acls.login(new AclLoginRequest("dc1", new AclLoginParams("sso", "a.b.c", null), ""))))
                .isEqualTo("auth method \"sso\" of type \"oidc\" takes no bearer token");
        assertThat(refusal(acls.oidcAuthUrl(
                        new AclOidcAuthUrlRequest("dc1", new AclOidcAuthUrlParams("other", REDIRECT, "", null), ""))))
                .isEqualTo("ACL not found");
        assertThat(refusal(acls.oidcCallback(
                        new AclOidcCallbackRequest("dc1", new AclOidcCallbackParams("other", "s", "c", ""), ""))))
                .isEqualTo("ACL not found");
        assertThat(refusal(acls.oidcAuthUrl(new AclOidcAuthUrlRequest("dc1", null, ""))))
                .isEqualTo("ACL not found");
        assertThat(refusal(acls.oidcAuthUrl(
                        new AclOidcAuthUrlRequest("dc1", new AclOidcAuthUrlParams("sso", REDIRECT, "", null), ROOT))))
                .isEqualTo("do not provide a token when logging in");
    }
}
