package io.praetor.server.login;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.server.Ticker;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The types of auth methods, and those methods that are in use, so that keys are not fetched for every login.
public final class AuthMethods {
    private static final String OIDC = "oidc";

    /// As recorded: the original has `oidc` elsewhere.
    private static final String TYPES = "Type should be one of: [jwt kubernetes]";

    private final InstantSource clock;
    private final Ticker ticker;
    private final WebCaller.Maker web;
    private final ConcurrentHashMap<String, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(AclAuthMethod method, BearerVerifier verifier) {}

    /// @param clock says which tokens hold
    public AuthMethods(InstantSource clock, Ticker ticker) {
        this(clock, ticker, WebClient::new);
    }

    /// @param web calls those who know who somebody is
    AuthMethods(InstantSource clock, Ticker ticker, WebCaller.Maker web) {
        this.web = web;
        this.clock = clock;
        this.ticker = ticker;
    }

    /// @throws LoginException when there is no such type
    public static void requireType(String type) throws LoginException {
        if (!type.equals("jwt") && !type.equals("kubernetes") && !type.equals(OIDC)) {
            throw new LoginException(TYPES);
        }
    }

    /// What a method with this configuration does.
    ///
    /// @throws LoginException when the configuration makes no sense
    public BearerVerifier configured(AclAuthMethod method) throws LoginException {
        return switch (method.type()) {
            case "jwt" -> JwtVerifier.of(method, clock, ticker, web);
            case "kubernetes" -> KubernetesVerifier.of(method, web);
            case OIDC -> OidcVerifier.of(method, clock, ticker, web);
            default -> throw new LoginException(TYPES);
        };
    }

    /// The same, made once as long as the method does not change.
    public BearerVerifier inUse(AclAuthMethod method) throws LoginException {
        Kept known = kept.get(method.name());
        if (known == null || !known.method.equals(method)) {
            known = new Kept(method, configured(method));
            kept.put(method.name(), known);
        }
        return known.verifier;
    }

    /// The same for a method that people sign in by.
    ///
    /// @throws LoginException when it is none
    public OidcVerifier provider(AclAuthMethod method) throws LoginException {
        if (inUse(method) instanceof OidcVerifier provider) {
            return provider;
        }
        throw new LoginException("auth method \"" + method.name() + "\" is not of type \"oidc\"");
    }

    /// A method is gone.
    public void forget(String name) {
        @Nullable Kept _ = kept.remove(name);
    }
}
