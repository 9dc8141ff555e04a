package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.server.Ticker;
import io.praetor.server.filter.Filter;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The type `jwt`: tokens that somebody has signed whose keys are known (`acl.md` §6.1).
final class JwtVerifier implements BearerVerifier {
    private static final String VALUE = "value.";

    private final JwtSettings settings;
    private final KeySource keys;
    private final InstantSource clock;

    /// What selectors look at.
    record Fields(
            @Nullable Map<String, String> value, @Nullable Map<String, @Nullable List<String>> list) {
        static final StructCodec<Fields> CODEC = StructCodec.<Fields>of("jwt")
                .field("value", Codecs.TEXT_MAP, Fields::value)
                .field("list", Codecs.map(Codecs.TEXTS), Fields::list)
                .build(v -> new Fields(v.next(), v.next()));
    }

    JwtVerifier(JwtSettings settings, KeySource keys, InstantSource clock) {
        this.settings = settings;
        this.keys = keys;
        this.clock = clock;
    }

    static JwtVerifier of(AclAuthMethod method, InstantSource clock, Ticker ticker, WebCaller.Maker web)
            throws LoginException {
        JwtSettings settings = JwtSettings.of(method);
        KeySource keys;
        if (!settings.keys().isEmpty()) {
            keys = KeySource.Fixed.ofPem(settings.keys());
        } else if (!settings.jwksUrl().isEmpty()) {
            keys = FetchedKeys.ofSet(settings.jwksUrl(), settings.jwksCa(), web, ticker);
        } else {
            keys = FetchedKeys.ofProvider(settings.discoveryUrl(), settings.discoveryCa(), web, ticker);
        }
        return new JwtVerifier(settings, keys, clock);
    }

    @Override
    public Map<String, String> noVariables() {
        Map<String, String> none = new TreeMap<>();
        settings.claims().values().forEach(name -> none.put(VALUE + name, ""));
        return none;
    }

    @Override
    public @Nullable String problem(Filter selector) {
        return selector.problem(Fields.CODEC);
    }

    @Override
    public void probe() throws LoginException, InterruptedException {
        var _ = keys.keys("", true);
    }

    @Override
    public VerifiedIdentity verify(String bearerToken) throws LoginException, InterruptedException {
        return identity(believed(bearerToken).claims());
    }

    /// A token that is signed as it should be, holds now, is for us and from whom it should be.
    SignedToken believed(String text) throws LoginException, InterruptedException {
        SignedToken token = parsed(text);
        if (!isSupported(token.algorithm())) {
            throw new LoginException("error verifying token: unsupported signature algorithm");
        }
        if (!isSigned(token, false) && !(keys.changes() && isSigned(token, true))) {
            throw new LoginException("no known key successfully validated the token signature");
        }
        new JwtClaims(token.claims(), settings).requireValid(clock.instant());
        return token;
    }

    /// Who somebody is of whom these claims are true.
    VerifiedIdentity identity(Map<String, @Nullable Object> trueClaims) throws LoginException {
        JwtClaims claims = new JwtClaims(trueClaims, settings);
        Map<String, String> values = claims.values();
        Fields fields = new Fields(values, claims.lists());
        // a claim that is missing is no variable: nobody gets a name with a hole in it
        Map<String, String> variables = new TreeMap<>();
        values.forEach((name, value) -> variables.put(VALUE + name, value));
        return new VerifiedIdentity(selector -> selector.on(Fields.CODEC).test(fields), variables);
    }

    private static SignedToken parsed(String bearerToken) throws LoginException {
        if (bearerToken.isEmpty()) {
            throw new LoginException("missing jwt");
        }
        try {
            return SignedToken.parse(bearerToken);
        } catch (LoginException e) {
            throw new LoginException("error parsing token: " + e.text());
        }
    }

    /// Whether a mapping asks for a claim that is not among these.
    boolean lacks(Map<String, @Nullable Object> claims) {
        return new JwtClaims(claims, settings).isIncomplete();
    }

    /// What nobody has chosen: what a provider uses by rule, or whatever goes with a key that was given.
    private boolean isSupported(JwtAlgorithm algorithm) {
        if (settings.algorithms().isEmpty()) {
            return settings.discoveryUrl().isEmpty() || algorithm == JwtAlgorithm.RS256;
        }
        return settings.algorithms().contains(algorithm);
    }

    private boolean isSigned(SignedToken token, boolean fresh) throws LoginException, InterruptedException {
        for (PublicKey key : keys.keys(token.keyId(), fresh)) {
            if (token.isSignedWith(key)) {
                return true;
            }
        }
        return false;
    }
}
