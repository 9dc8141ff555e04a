package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the type `jwt` needs to know (`acl.md` §6.1).
///
/// @param claims           what claims are called as values: path of the claim to name
/// @param listClaims       the same for claims that are lists
/// @param expirationLeeway nanoseconds, like the other two; 0 means the default, less means none
record JwtSettings(
        List<String> keys,
        String jwksUrl,
        String jwksCa,
        String discoveryUrl,
        String discoveryCa,
        String issuer,
        List<String> audiences,
        List<JwtAlgorithm> algorithms,
        Map<String, String> claims,
        Map<String, String> listClaims,
        long expirationLeeway,
        long notBeforeLeeway,
        long skewLeeway) {
    /// What only the type `oidc` needs.
    private static final List<String> FORBIDDEN = List.of(
            "OIDCClientID",
            "OIDCClientSecret",
            "OIDCScopes",
            "OIDCACRValues",
            "AllowedRedirectURIs",
            "VerboseOIDCLogging");

    static JwtSettings of(AclAuthMethod method) throws LoginException {
        ConfigReader config = new ConfigReader(method.config());
        List<String> algorithms = config.texts("JWTSupportedAlgs");
        String forbidden = FORBIDDEN.stream().filter(config::says).findFirst().orElse("");
        JwtSettings settings = new JwtSettings(
                config.texts("JWTValidationPubKeys"),
                config.text("JWKSURL"),
                config.text("JWKSCACert"),
                config.text("OIDCDiscoveryURL"),
                config.text("OIDCDiscoveryCACert"),
                config.text("BoundIssuer"),
                config.texts("BoundAudiences"),
                List.of(),
                config.textMap("ClaimMappings"),
                config.textMap("ListClaimMappings"),
                config.duration("ExpirationLeeway"),
                config.duration("NotBeforeLeeway"),
                config.duration("ClockSkewLeeway"));
        config.finish(method.name());
        if (!forbidden.isEmpty()) {
            throw new LoginException("'" + forbidden + "' must not be set for type \"jwt\"");
        }
        settings.requireSound();
        return settings.with(JwtAlgorithm.all(algorithms));
    }

    /// What the ID tokens of a provider must be (OpenID Connect Core §3.1.3.7).
    static JwtSettings ofProvider(
            String url,
            String clientId,
            List<JwtAlgorithm> algorithms,
            Map<String, String> claims,
            Map<String, String> listClaims) {
        return new JwtSettings(
                List.of(), "", "", url, "", url, List.of(clientId), algorithms, claims, listClaims, 0, 0, 0);
    }

    private JwtSettings with(List<JwtAlgorithm> supported) {
        return new JwtSettings(
                keys,
                jwksUrl,
                jwksCa,
                discoveryUrl,
                discoveryCa,
                issuer,
                audiences,
                supported,
                claims,
                listClaims,
                expirationLeeway,
                notBeforeLeeway,
                skewLeeway);
    }

    private void requireSound() throws LoginException {
        int sources = (keys.isEmpty() ? 0 : 1) + (jwksUrl.isEmpty() ? 0 : 1) + (discoveryUrl.isEmpty() ? 0 : 1);
        if (sources != 1) {
            throw new LoginException("exactly one of 'JWTValidationPubKeys', 'JWKSURL', or 'OIDCDiscoveryURL' must be"
                    + " set for type \"jwt\"");
        }
        if (!jwksCa.isEmpty() && jwksUrl.isEmpty()) {
            throw new LoginException("'JWKSCACert' should not be set unless 'JWKSURL' is set");
        }
        if (!discoveryCa.isEmpty() && discoveryUrl.isEmpty()) {
            throw new LoginException("'OIDCDiscoveryCACert' should not be set unless 'OIDCDiscoveryURL' is set");
        }
        requireOnce(claims, "ClaimMappings");
        requireOnce(listClaims, "ListClaimMappings");
    }

    /// @param field the mappings'
    static void requireOnce(Map<String, String> mappings, String field) throws LoginException {
        Set<String> seen = new HashSet<>();
        for (String name : mappings.values()) {
            if (!seen.add(name)) {
                throw new LoginException(field + " contains multiple mappings for key \"" + name + "\"");
            }
        }
    }
}
