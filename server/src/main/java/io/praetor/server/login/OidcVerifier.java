package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.server.Ticker;
import io.praetor.server.filter.Filter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The type `oidc`: people who sign in with a provider in a browser, which sends them back with a code (`acl.md` §6,
/// OpenID Connect Core §3.1).
public final class OidcVerifier implements BearerVerifier {
    private static final Logger LOG = LoggerFactory.getLogger(OidcVerifier.class);

    /// Longer than any that is of use to a browser.
    private static final int LONGEST_URI = 2048;

    private static final String INVALID = "error validating claims: ";

    private final String name;
    private final OidcSettings settings;
    private final OidcProvider provider;
    private final JwtVerifier tokens;

    private OidcVerifier(String name, OidcSettings settings, OidcProvider provider, JwtVerifier tokens) {
        this.name = name;
        this.settings = settings;
        this.provider = provider;
        this.tokens = tokens;
    }

    static OidcVerifier of(AclAuthMethod method, InstantSource clock, Ticker ticker, WebCaller.Maker web)
            throws LoginException {
        OidcSettings settings = OidcSettings.of(method);
        WebCaller client = FetchedKeys.client(settings.ca(), web, "OIDCDiscoveryURL");
        return new OidcVerifier(
                method.name(),
                settings,
                new OidcProvider(settings, client, ticker),
                new JwtVerifier(settings.tokens(), FetchedKeys.ofProvider(settings.url(), client, ticker), clock));
    }

    @Override
    public Map<String, String> noVariables() {
        return tokens.noVariables();
    }

    @Override
    public @Nullable String problem(Filter selector) {
        return tokens.problem(selector);
    }

    @Override
    public void probe() throws LoginException, InterruptedException {
        var _ = provider.document();
        tokens.probe();
    }

    /// Nobody: a provider is believed about whom it was asked for only.
    @Override
    public VerifiedIdentity verify(String bearerToken) throws LoginException {
        throw new LoginException("auth method \"" + name + "\" of type \"oidc\" takes no bearer token");
    }

    /// @throws LoginException when the provider may not send browsers there
    public void requireRedirect(String uri) throws LoginException {
        OidcAttempts.requireShort(uri.length(), LONGEST_URI, "RedirectURI");
        if (!settings.redirects().allows(uri)) {
            throw new LoginException("unauthorized redirect_uri: " + uri);
        }
    }

    /// Where somebody signs in.
    ///
    /// @throws LoginException when the provider does not answer as it should
    public String authUrl(OidcAttempt attempt) throws LoginException, InterruptedException {
        return provider.authUrl(attempt);
    }

    /// Who has come back with a code.
    ///
    /// @throws LoginException when the provider does not take the code, or what it says is not believed
    public VerifiedIdentity exchanged(String code, OidcAttempt attempt) throws LoginException, InterruptedException {
        OidcProvider.Tokens given = provider.exchanged(code, attempt);
        SignedToken token = tokens.believed(given.id());
        requireOurs(token, attempt, given.access());
        Map<String, @Nullable Object> claims = token.claims();
        tell("ID token", claims);
        if (tokens.lacks(claims)) {
            Map<String, @Nullable Object> more = provider.userinfo(given.access());
            tell("userinfo", more);
            claims = merged(claims, more);
        }
        return tokens.identity(claims);
    }

    /// What an ID token must be besides what every token must (OpenID Connect Core §3.1.3.7).
    private void requireOurs(SignedToken token, OidcAttempt attempt, String access) throws LoginException {
        Map<String, @Nullable Object> claims = token.claims();
        for (String needed : List.of("sub", "exp", "iat")) {
            if (claims.get(needed) == null) {
                throw new LoginException(INVALID + "missing claim (" + needed + ")");
            }
        }
        List<?> audiences = claims.get("aud") instanceof List<?> several ? several : List.of();
        Object authorized = claims.get("azp");
        if (authorized == null ? audiences.size() > 1 : !settings.clientId().equals(authorized)) {
            throw new LoginException(INVALID + "invalid authorized party claim (azp)");
        }
        if (!settings.audiences().isEmpty()
                && !settings.audiences().contains(claims.get("aud"))
                && audiences.stream().noneMatch(settings.audiences()::contains)) {
            throw new LoginException(INVALID + "aud claim does not match any bound audience");
        }
        if (!(claims.get("nonce") instanceof String nonce) || !OidcAttempt.isSame(nonce, attempt.nonce())) {
            throw new LoginException(INVALID + "invalid nonce claim (nonce)");
        }
        if (claims.get("at_hash") instanceof String hash
                && !access.isEmpty()
                && !OidcAttempt.isSame(hash, halfHash(token.algorithm(), access))) {
            throw new LoginException(INVALID + "invalid access token hash claim (at_hash)");
        }
    }

    private static String halfHash(JwtAlgorithm algorithm, String access) {
        try {
            byte[] hash =
                    MessageDigest.getInstance(algorithm.hash()).digest(access.getBytes(StandardCharsets.US_ASCII));
            return OidcAttempt.url(Arrays.copyOf(hash, hash.length / 2));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has them
        }
    }

    /// What is signed counts more; what is said of somebody else does not count at all (§5.3.2).
    private static Map<String, @Nullable Object> merged(
            Map<String, @Nullable Object> signed, Map<String, @Nullable Object> more) throws LoginException {
        if (more.isEmpty()) {
            return signed;
        }
        if (!String.valueOf(signed.get("sub")).equals(more.get("sub"))) {
            throw new LoginException("error reading userinfo: its sub claim is not the one of the ID token");
        }
        Map<String, @Nullable Object> all = new HashMap<>(more);
        all.putAll(signed);
        return all;
    }

    private void tell(String source, Map<String, @Nullable Object> claims) {
        if (settings.verbose() && LOG.isDebugEnabled()) {
            LOG.atDebug()
                    .addKeyValue("method", name)
                    .addKeyValue("source", source)
                    .addKeyValue("claims", Json.text(Codecs.ANY_MAP, claims))
                    .log("OIDC claims received");
        }
    }
}
