package io.praetor.server.login;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.acl.AclAuthMethod;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What the type `oidc` takes (`docs/acl.md`).
class OidcSettingsTest {
    private static final String REDIRECT = "http://localhost:8550/oidc/callback";

    private static AclAuthMethod method(@Nullable Object... pairs) {
        Map<String, @Nullable Object> config = new TreeMap<>(Map.of(
                "OIDCDiscoveryURL",
                "https://provider.example/",
                "OIDCClientID",
                "consul",
                "OIDCClientSecret",
                "sesame",
                "AllowedRedirectURIs",
                List.of(REDIRECT)));
        for (int i = 0; i < pairs.length; i += 2) {
            config.put(String.valueOf(pairs[i]), pairs[i + 1]);
        }
        return new AclAuthMethod(0, "sso", "oidc", "", "", "", config, 0, 0);
    }

    private static OidcSettings settings(@Nullable Object... pairs) throws LoginException {
        return OidcSettings.of(method(pairs));
    }

    private static String refusal(@Nullable Object... pairs) {
        try {
            OidcSettings.of(method(pairs));
        } catch (LoginException e) {
            assertThat(e.text()).doesNotContain("sesame");
            return e.text();
        }
        throw new AssertionError("accepted " + List.of(pairs));
    }

    @Test
    void needsWhatItCannotDoWithout() {
        for (String field : List.of("OIDCDiscoveryURL", "OIDCClientID", "OIDCClientSecret", "AllowedRedirectURIs")) {
            assertThat(refusal(field, null)).isEqualTo("'" + field + "' must be set for type \"oidc\"");
        }
        assertThat(refusal("OIDCClientSecret", AclAuthMethod.HIDDEN))
                .isEqualTo("'OIDCClientSecret' must be set for type \"oidc\"");
        assertThat(refusal("AllowedRedirectURIs", List.of()))
                .isEqualTo("'AllowedRedirectURIs' must be set for type \"oidc\"");
    }

    @Test
    void refusesWhatGoesWithOtherKinds() {
        for (String field : List.of("JWKSURL", "JWKSCACert", "BoundIssuer", "ExpirationLeeway", "NotBeforeLeeway")) {
            assertThat(refusal(field, "10s")).isEqualTo("'" + field + "' must not be set for type \"oidc\"");
        }
        assertThat(refusal("JWTValidationPubKeys", List.of("x")))
                .isEqualTo("'JWTValidationPubKeys' must not be set for type \"oidc\"");
        assertThat(refusal("ClockSkewLeeway", 1)).isEqualTo("'ClockSkewLeeway' must not be set for type \"oidc\"");
    }

    @Test
    void takesWhatClientsSendOfUnsetFields() throws LoginException {
        OidcSettings settings =
                settings("ExpirationLeeway", 0, "ClockSkewLeeway", "0s", "JWKSURL", "", "VerboseOIDCLogging", false);

        assertThat(settings.scopes()).containsExactly("openid");
        assertThat(settings.verbose()).isFalse();
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThat(refusal("JWTSupportedAlgs", List.of("none"))).isEqualTo("Invalid supported algorithm: none");
        assertThat(refusal("ListClaimMappings", Map.of("a", "n", "b", "n")))
                .isEqualTo("ListClaimMappings contains multiple mappings for key \"n\"");
        assertThat(refusal("AllowedRedirectURIs", List.of(REDIRECT, "/relative", "javascript:alert(1)")))
                .isEqualTo("Invalid AllowedRedirectURIs provided: [/relative, javascript:alert(1)]");
        assertThat(refusal("VerboseOIDCLogging", "yes"))
                .isEqualTo("error decoding config for auth method \"sso\": 1 error(s) decoding:\n\n"
                        + "* 'VerboseOIDCLogging' expected a boolean");
        assertThat(refusal("Bogus", "x")).endsWith("* '' has invalid keys: Bogus");
    }

    @Test
    void theSecretIsNotSentInTheClear() throws LoginException {
        for (String url : List.of(
                "http://provider.example",
                "provider.example",
                "ftp://provider.example",
                "https://u:p@provider.example",
                "https://provider.example?x",
                "http://127.0.0.1.evil",
                "https://")) {
            assertThat(refusal("OIDCDiscoveryURL", url))
                    .isEqualTo("'OIDCDiscoveryURL' must begin with https:// for type \"oidc\"");
        }
        assertThat(settings("OIDCDiscoveryURL", "http://127.0.0.1:5556/dex").url())
                .as("to this machine it may")
                .endsWith("/dex");
    }

    @Test
    void namesNoSecrets() throws LoginException {
        assertThat(settings().toString()).isEqualTo("OidcSettings[https://provider.example/]");
        assertThat(method().redacted().config())
                .containsEntry("OIDCClientSecret", "<hidden>")
                .containsEntry("OIDCClientID", "consul");
    }

    @Test
    void theInterfaceShowsSignsOfKnownProviders() {
        assertThat(ProviderKinds.of(method("OIDCDiscoveryURL", "https://Accounts.google.com")))
                .isEqualTo("google");
        assertThat(ProviderKinds.of(method("OIDCDiscoveryURL", "https://login.microsoftonline.com/t/v2.0")))
                .isEqualTo("microsoft");
        assertThat(ProviderKinds.of(method("OIDCDiscoveryURL", "https://dev-1.okta.com")))
                .isEqualTo("okta");
        assertThat(ProviderKinds.of(method("OIDCDiscoveryURL", "https://my.eu.auth0.com/")))
                .isEqualTo("auth0");
        assertThat(ProviderKinds.of(method("OIDCDiscoveryURL", "https://notokta.com")))
                .isEmpty();
    }
}
