package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the type `oidc` needs to know (`acl.md` §6).
///
/// @param url          of the provider, which is its name as an issuer too
/// @param ca           certificates in PEM that it is believed by; empty: those that the platform trusts
/// @param clientSecret never part of a text
/// @param scopes       what to ask the provider for, `openid` among it
/// @param acrValues    how people are to prove who they are, in this order
/// @param audiences    that ID tokens must be for besides the client; empty: nobody else
/// @param verbose      whether to log what providers say of people
record OidcSettings(
        String url,
        String ca,
        String clientId,
        String clientSecret,
        List<String> scopes,
        List<String> acrValues,
        RedirectUris redirects,
        List<JwtAlgorithm> algorithms,
        List<String> audiences,
        Map<String, String> claims,
        Map<String, String> listClaims,
        boolean verbose) {
    private static final String TYPE = "for type \"oidc\"";
    private static final String URL = "OIDCDiscoveryURL";
    private static final String OPENID = "openid";

    /// What goes with keys and tokens of other kinds.
    private static final List<String> FORBIDDEN = List.of(
            "JWKSURL",
            "JWKSCACert",
            "JWTValidationPubKeys",
            "BoundIssuer",
            "ExpirationLeeway",
            "NotBeforeLeeway",
            "ClockSkewLeeway");

    static OidcSettings of(AclAuthMethod method) throws LoginException {
        ConfigReader config = new ConfigReader(method.config());
        List<String> algorithms = config.texts("JWTSupportedAlgs");
        List<String> forbidden = FORBIDDEN.stream().filter(config::says).toList();
        OidcSettings settings = new OidcSettings(
                config.text(URL),
                config.text("OIDCDiscoveryCACert"),
                config.text("OIDCClientID"),
                config.text("OIDCClientSecret"),
                scopes(config.texts("OIDCScopes")),
                config.texts("OIDCACRValues"),
                new RedirectUris(config.texts("AllowedRedirectURIs")),
                List.of(),
                config.texts("BoundAudiences"),
                config.textMap("ClaimMappings"),
                config.textMap("ListClaimMappings"),
                config.truth("VerboseOIDCLogging"));
        config.finish(method.name());
        if (!forbidden.isEmpty()) {
            throw new LoginException("'" + forbidden.getFirst() + "' must not be set " + TYPE);
        }
        settings.requireSound();
        return settings.with(JwtAlgorithm.all(algorithms));
    }

    private static List<String> scopes(List<String> more) {
        Set<String> all = new LinkedHashSet<>(List.of(OPENID));
        all.addAll(more);
        return new ArrayList<>(all);
    }

    private OidcSettings with(List<JwtAlgorithm> supported) {
        return new OidcSettings(
                url,
                ca,
                clientId,
                clientSecret,
                scopes,
                acrValues,
                redirects,
                supported,
                audiences,
                claims,
                listClaims,
                verbose);
    }

    private void requireSound() throws LoginException {
        require(!url.isEmpty(), URL);
        require(!clientId.isEmpty(), "OIDCClientID");
        // who writes back what they were shown must not replace the secret with what stands for it
        require(!clientSecret.isEmpty() && !clientSecret.equals(AclAuthMethod.HIDDEN), "OIDCClientSecret");
        require(!redirects.allowed().isEmpty(), "AllowedRedirectURIs");
        if (!isSafe(url)) {
            throw new LoginException("'" + URL + "' must begin with https:// " + TYPE);
        }
        redirects.requireSound();
        JwtSettings.requireOnce(claims, "ClaimMappings");
        JwtSettings.requireOnce(listClaims, "ListClaimMappings");
    }

    private static void require(boolean set, String field) throws LoginException {
        if (!set) {
            throw new LoginException("'" + field + "' must be set " + TYPE);
        }
    }

    /// The secret is sent there, and what comes from there is believed: nobody between may read or change it.
    private static boolean isSafe(String address) {
        @Nullable URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException _) {
            return false;
        }
        String host = uri.getHost();
        if (host == null || uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return false;
        }
        return "https".equals(uri.getScheme())
                || ("http".equals(uri.getScheme()) && RedirectUris.THIS_MACHINE.contains(host));
    }

    /// What ID tokens must be.
    JwtSettings tokens() {
        return JwtSettings.ofProvider(url, clientId, algorithms, claims, listClaims);
    }

    /// Names the provider without the secret.
    @Override
    public String toString() {
        return "OidcSettings[" + url + "]";
    }
}
