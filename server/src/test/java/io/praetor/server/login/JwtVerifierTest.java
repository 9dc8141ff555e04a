package io.praetor.server.login;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import io.praetor.server.testing.ManualTicker;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `acl.md` §6.1.
class JwtVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long SECONDS = NOW.getEpochSecond();

    private final ManualTicker ticker = new ManualTicker();
    private final Map<String, String> web = new HashMap<>();
    private final List<String> called = new ArrayList<>();
    private final AuthMethods methods = new AuthMethods(() -> NOW, ticker, _ -> call -> {
        called.add(call.url());
        String body = web.get(call.url());
        return new WebCaller.Answer(body == null ? 404 : 200, Bytes.of(body == null ? "" : body));
    });

    private static Map<String, @Nullable Object> config(Object... pairs) {
        Map<String, @Nullable Object> config = new TreeMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            config.put((String) pairs[i], pairs[i + 1]);
        }
        return config;
    }

    private static AclAuthMethod method(Map<String, @Nullable Object> config) {
        return new AclAuthMethod(0, "m", "jwt", "", "", "", config, 0, 0);
    }

    private BearerVerifier verifier(Object... pairs) throws LoginException {
        Map<String, @Nullable Object> config = config(pairs);
        if (!config.containsKey("JWKSURL") && !config.containsKey("OIDCDiscoveryURL")) {
            config.putIfAbsent("JWTValidationPubKeys", List.of(TestKeys.RSA_PEM));
        }
        return methods.configured(method(config));
    }

    private String refusal(Map<String, @Nullable Object> config) {
        try {
            methods.configured(method(config));
        } catch (LoginException e) {
            return e.text();
        }
        throw new AssertionError("accepted " + config);
    }

    private static String denial(BearerVerifier verifier, String token) throws InterruptedException {
        try {
            verifier.verify(token);
        } catch (LoginException e) {
            return e.text();
        }
        throw new AssertionError("accepted " + token);
    }

    private static Map<String, Object> claims(Object... pairs) {
        Map<String, Object> claims = new TreeMap<>(Map.of("iat", SECONDS - 10, "exp", SECONDS + 60));
        for (int i = 0; i < pairs.length; i += 2) {
            claims.put((String) pairs[i], pairs[i + 1]);
        }
        return claims;
    }

    @Test
    void refusesConfigurationsThatMakeNoSense() {
        assertThat(refusal(config()))
                .isEqualTo(
                        "exactly one of 'JWTValidationPubKeys', 'JWKSURL', or 'OIDCDiscoveryURL' must be set for type"
                                + " \"jwt\"");
        assertThat(refusal(config("JWTValidationPubKeys", List.of(TestKeys.RSA_PEM, "nonsense"))))
                .isEqualTo(
                        "error parsing public key JWTValidationPubKeys[1]: data does not contain any valid RSA, ECDSA,"
                                + " or ED25519 public keys");
        List<String> keys = List.of(TestKeys.RSA_PEM);
        assertThat(refusal(config("JWTValidationPubKeys", keys, "JWKSCACert", "x")))
                .isEqualTo("'JWKSCACert' should not be set unless 'JWKSURL' is set");
        assertThat(refusal(config("JWTValidationPubKeys", keys, "OIDCDiscoveryCACert", "x")))
                .isEqualTo("'OIDCDiscoveryCACert' should not be set unless 'OIDCDiscoveryURL' is set");
        assertThat(refusal(config("JWTValidationPubKeys", keys, "OIDCScopes", List.of("x"))))
                .isEqualTo("'OIDCScopes' must not be set for type \"jwt\"");
        assertThat(refusal(config("JWTValidationPubKeys", keys, "JWTSupportedAlgs", List.of("HS256"))))
                .isEqualTo("Invalid supported algorithm: HS256");
        assertThat(refusal(config("JWTValidationPubKeys", keys, "ClaimMappings", Map.of("a", "n", "b", "n"))))
                .isEqualTo("ClaimMappings contains multiple mappings for key \"n\"");
        assertThat(refusal(config("JWTValidationPubKeys", keys, "Bogus", 1.0)))
                .isEqualTo("error decoding config for auth method \"m\": 1 error(s) decoding:\n\n"
                        + "* '' has invalid keys: Bogus");
    }

    @Test
    void takesTokensOfEveryAlgorithmWithItsKindOfKeyOnly() throws Exception {
        Map<String, KeyPair> keys = Map.of(
                "RS256", TestKeys.RSA,
                "RS384", TestKeys.RSA,
                "RS512", TestKeys.RSA,
                "PS256", TestKeys.RSA,
                "PS512", TestKeys.RSA,
                "ES256", TestKeys.curve("secp256r1"),
                "ES384", TestKeys.curve("secp384r1"),
                "ES512", TestKeys.curve("secp521r1"),
                "EdDSA", TestKeys.edwards());
        for (Map.Entry<String, KeyPair> entry : keys.entrySet()) {
            String algorithm = entry.getKey();
            String javaName = switch (algorithm.substring(0, 2)) {
                case "RS" -> "SHA" + algorithm.substring(2) + "withRSA";
                case "PS" -> "RSASSA-PSS";
                case "ES" -> "SHA" + algorithm.substring(2) + "withECDSAinP1363Format";
                default -> "Ed25519";
            };
            String token = TestKeys.token(algorithm, javaName, entry.getValue(), Map.of(), claims());
            BearerVerifier own = verifier("JWTValidationPubKeys", List.of(TestKeys.pem(entry.getValue())));
            BearerVerifier other = verifier("JWTValidationPubKeys", List.of(TestKeys.pem(TestKeys.edwards())));

            assertThat(own.verify(token).variables()).as(algorithm).isEmpty();
            assertThat(denial(other, token))
                    .as(algorithm)
                    .isEqualTo("no known key successfully validated the token signature");
        }
    }

    @Test
    void noTokenIsBelievedWithoutItsSignature() throws Exception {
        BearerVerifier verifier = verifier();
        String token = TestKeys.token(claims());
        String none = TestKeys.url("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8));
        String payload = token.split("\\.", -1)[1];

        assertThat(denial(verifier, "")).isEqualTo("missing jwt");
        assertThat(denial(verifier, none + "." + payload + "."))
                .startsWith("error parsing token: unexpected signature");
        assertThat(denial(verifier, "a.b")).startsWith("error parsing token: ");
        Random random = new Random(3);
        int end = token.lastIndexOf('.');
        for (int i = 0; i < 300; i++) {
            StringBuilder bad = new StringBuilder(token);
            int at = random.nextInt(end);
            bad.setCharAt(at, bad.charAt(at) == 'A' ? 'B' : 'A');
            assertThatThrownBy(() -> verifier.verify(bad.toString())).isInstanceOf(LoginException.class);
        }
        assertThat(verifier.verify(token).variables()).isEmpty();
    }

    @Test
    void aTokenIsSignedAsTheMethodSays() throws Exception {
        BearerVerifier strict = verifier("JWTSupportedAlgs", List.of("PS256"));

        assertThat(denial(strict, TestKeys.token(claims())))
                .isEqualTo("error verifying token: unsupported signature algorithm");
    }

    @Test
    void aTokenHoldsForATime() throws Exception {
        BearerVerifier verifier = verifier();
        Map<String, Object> timeless = Map.of("sub", "a");

        assertThat(denial(verifier, TestKeys.token(timeless)))
                .isEqualTo("no issue time, notbefore, or expiration time encoded in token");
        assertThat(denial(verifier, TestKeys.token(Map.of("exp", SECONDS - 61))))
                .endsWith("token is expired (exp)");
        assertThat(verifier.verify(TestKeys.token(Map.of("exp", SECONDS - 59))).variables())
                .isEmpty();
        assertThat(denial(verifier, TestKeys.token(Map.of("nbf", SECONDS + 61, "exp", SECONDS + 100))))
                .endsWith("token not valid yet (nbf)");
        assertThat(denial(verifier, TestKeys.token(Map.of("iat", SECONDS - 211))))
                .endsWith("token is expired (exp)");
        assertThat(verifier.verify(TestKeys.token(Map.of("iat", SECONDS - 209))).variables())
                .isEmpty();
        assertThat(denial(verifier, TestKeys.token(Map.of("exp", SECONDS + 211))))
                .endsWith("token not valid yet (nbf)");
        BearerVerifier exact = verifier("ClockSkewLeeway", "-1s", "ExpirationLeeway", "10s");
        assertThat(denial(exact, TestKeys.token(Map.of("iat", SECONDS - 11)))).endsWith("token is expired (exp)");
        assertThat(exact.verify(TestKeys.token(Map.of("iat", SECONDS - 9))).variables())
                .isEmpty();
    }

    @Test
    void aTokenIsFromWhomAndForWhomItShouldBe() throws Exception {
        BearerVerifier bound = verifier("BoundIssuer", "https://i", "BoundAudiences", List.of("consul"));

        assertThat(denial(bound, TestKeys.token(claims("iss", "https://other", "aud", "consul"))))
                .isEqualTo(
                        "error validating claims: square/go-jose/jwt: validation failed, invalid issuer claim (iss)");
        assertThat(denial(bound, TestKeys.token(claims("iss", "https://i", "aud", List.of("a", "b")))))
                .isEqualTo("error validating claims: aud claim does not match any bound audience");
        assertThat(denial(verifier(), TestKeys.token(claims("aud", "consul"))))
                .isEqualTo("error validating claims: audience claim found in JWT but no audiences are bound");
        assertThat(bound.verify(TestKeys.token(claims("iss", "https://i", "aud", List.of("a", "consul"))))
                        .variables())
                .isEmpty();
    }

    @Test
    void claimsBecomeVariablesAndWhatSelectorsLookAt() throws Exception {
        BearerVerifier verifier = verifier(
                "ClaimMappings",
                Map.of("sub", "user", "/org/team", "team", "level", "level", "gone", "gone"),
                "ListClaimMappings",
                Map.of("groups", "groups"));
        String token = TestKeys.token(
                claims("sub", "Alice", "org", Map.of("team", true), "level", 3, "groups", List.of("ops", "dev")));

        VerifiedIdentity alice = verifier.verify(token);

        assertThat(alice.variables())
                .isEqualTo(Map.of("value.user", "Alice", "value.team", "true", "value.level", "3"));
        assertThat(verifier.noVariables()).containsOnlyKeys("value.user", "value.team", "value.level", "value.gone");
        assertThat(alice.matches("")).isTrue();
        assertThat(alice.matches("value.user == Alice and \"ops\" in list.groups"))
                .isTrue();
        assertThat(alice.matches("value.team != \"true\"")).isFalse();
        assertThatThrownBy(() -> alice.matches("==")).isInstanceOf(RequestFailure.class);
        assertThat(denial(verifier, TestKeys.token(claims("sub", Map.of()))))
                .isEqualTo("error converting claim 'sub' to string from unknown type map[string]interface {}");
        assertThat(denial(verifier, TestKeys.token(claims("groups", List.of(Map.of())))))
                .endsWith("in \"groups\" list claim could not be parsed as string");
    }

    private static String keySet(String id, KeyPair keys) {
        RSAPublicKey key = (RSAPublicKey) keys.getPublic();
        return Json.text(
                Codecs.ANY,
                Map.of("keys", List.of(Map.of("kty", "RSA", "kid", id, "n", number(key.getModulus()), "e", "AQAB"))));
    }

    private static String number(BigInteger number) {
        byte[] bytes = number.toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOfRange(bytes, from, bytes.length));
    }

    private static String tokenBy(String keyId) {
        return TestKeys.token("RS256", "SHA256withRSA", TestKeys.RSA, Map.of("kid", keyId), claims());
    }

    @Test
    void keysAreFetchedOnceAndAgainWhenAnotherIsUsed() throws Exception {
        BearerVerifier verifier = verifier("JWKSURL", "https://keys");
        web.put("https://keys", keySet("1", TestKeys.RSA));

        verifier.verify(tokenBy("1"));
        verifier.verify(tokenBy("1"));
        assertThat(called).hasSize(1);
        assertThat(denial(verifier, tokenBy("2"))).startsWith("no known key");
        assertThat(called)
                .as("nobody can have keys fetched as often as they like")
                .hasSize(1);
        ticker.pass(Duration.ofSeconds(11));
        web.put("https://keys", keySet("2", TestKeys.RSA));
        verifier.verify(tokenBy("2"));

        assertThat(called).hasSize(2);
    }

    @Test
    void nobodyHasKeysFetchedAsOftenAsTheyLikeFromSomebodyWhoDoesNotAnswer() throws Exception {
        BearerVerifier verifier = verifier("JWKSURL", "https://keys");
        web.put("https://keys", keySet("1", TestKeys.RSA));
        verifier.verify(tokenBy("1"));
        web.clear();
        ticker.pass(Duration.ofSeconds(11));

        assertThat(denial(verifier, tokenBy("2"))).startsWith("error checking JWKSURL: ");
        for (int i = 0; i < 10; i++) {
            assertThat(denial(verifier, tokenBy("2")))
                    .isEqualTo("no known key successfully validated the token signature");
        }
        assertThat(called).hasSize(2);
        verifier.verify(tokenBy("1"));
    }

    @Test
    void thoseWhoWaitForTheSameKeysFailTogether() throws Exception {
        var asked = new CountDownLatch(1);
        var failing = new CountDownLatch(1);
        AuthMethods slow = new AuthMethods(() -> NOW, ticker, _ -> call -> {
            called.add(call.url());
            asked.countDown();
            assertThat(failing.await(60, TimeUnit.SECONDS)).isTrue();
            ticker.pass(Duration.ofSeconds(10));
            throw new IOException("no answer of " + call.url() + " in time");
        });
        BearerVerifier verifier = slow.configured(method(config("JWKSURL", "https://keys")));
        List<String> denials = Collections.synchronizedList(new ArrayList<>());
        String token = tokenBy("1");
        Runnable login = () -> {
            try {
                denials.add(denial(verifier, token));
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        };

        Thread first = Thread.ofPlatform().start(login);
        assertThat(asked.await(60, TimeUnit.SECONDS)).isTrue();
        Thread second = Thread.ofPlatform().start(login);
        long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (second.getState() != Thread.State.WAITING) {
            assertThat(System.nanoTime() - deadline).as("it waits, too").isNegative();
            Thread.onSpinWait();
        }
        failing.countDown();
        assertThat(first.join(Duration.ofSeconds(60))).isTrue();
        assertThat(second.join(Duration.ofSeconds(60))).isTrue();

        assertThat(denials)
                .containsExactly(
                        "error checking JWKSURL: no answer of https://keys in time",
                        "error checking JWKSURL: no answer of https://keys in time");
        assertThat(called).hasSize(1);
    }

    @Test
    void aProviderNamesItsKeysAndItself() throws Exception {
        BearerVerifier verifier = verifier("OIDCDiscoveryURL", "https://p");
        web.put(
                "https://p/.well-known/openid-configuration",
                "{\"issuer\":\"https://evil\",\"jwks_uri\":\"https://k\"}");
        web.put("https://k", keySet("", TestKeys.RSA));

        assertThatThrownBy(verifier::probe)
                .hasMessage(
                        "error checking OIDCDiscoveryURL: oidc: issuer did not match the issuer returned by provider,"
                                + " expected \"https://p\" got \"https://evil\"");
        web.put("https://p/.well-known/openid-configuration", "{\"issuer\":\"https://p\",\"jwks_uri\":\"https://k\"}");
        verifier.probe();

        assertThat(verifier.verify(tokenBy("any")).variables()).isEmpty();
        String other = TestKeys.token("RS384", "SHA384withRSA", TestKeys.RSA, Map.of(), claims());
        assertThat(denial(verifier, other)).isEqualTo("error verifying token: unsupported signature algorithm");
    }

    @Test
    void whoeverDoesNotAnswerIsNamed() throws Exception {
        BearerVerifier verifier = verifier("JWKSURL", "https://keys");

        assertThatThrownBy(verifier::probe).hasMessage("error checking JWKSURL: unexpected status 404 of https://keys");
    }

    @Test
    void keysOfCurvesCanBeDescribedToo() throws Exception {
        KeyPair curve = TestKeys.curve("secp256r1");
        var point = ((ECPublicKey) curve.getPublic()).getW();
        String description = Json.text(
                Codecs.ANY,
                Map.of(
                        "keys",
                        List.of(Map.of(
                                "kty",
                                "EC",
                                "crv",
                                "P-256",
                                "x",
                                number(point.getAffineX()),
                                "y",
                                number(point.getAffineY())))));
        KeyPair edwards = TestKeys.edwards();
        byte[] info = edwards.getPublic().getEncoded();
        byte[] raw = Arrays.copyOfRange(info, info.length - 32, info.length);
        web.put("https://ec", description);
        web.put("https://ed", "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"" + TestKeys.url(raw) + "\"}]}");

        verifier("JWKSURL", "https://ec")
                .verify(TestKeys.token("ES256", "SHA256withECDSAinP1363Format", curve, Map.of(), claims()));
        verifier("JWKSURL", "https://ed").verify(TestKeys.token("EdDSA", "Ed25519", edwards, Map.of(), claims()));

        assertThat(called).containsExactly("https://ec", "https://ed");
    }
}
