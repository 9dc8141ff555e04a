package io.praetor.server.endpoint;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclOidcAuthUrl;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcAuthUrlRequest;
import io.praetor.model.acl.AclOidcCallbackParams;
import io.praetor.model.acl.AclOidcCallbackRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.server.RequestFailure;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginException;
import io.praetor.server.login.OidcAttempt;
import io.praetor.server.login.OidcAttempts;
import io.praetor.server.login.OidcVerifier;
import io.praetor.server.login.VerifiedIdentity;
import io.praetor.store.Watches;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Tokens for people who sign in with a provider in a browser (`docs/acl.md`): a first step says where, a second makes
/// a token of the code that the browser has brought back.
final class AclOidcEndpoint {
    private final AclParts parts;
    private final AuthMethods methods;
    private final OidcAttempts attempts;
    private final AclLoginEndpoint logins;

    AclOidcEndpoint(AclParts parts, AuthMethods methods, OidcAttempts attempts, AclLoginEndpoint logins) {
        this.parts = parts;
        this.methods = methods;
        this.attempts = attempts;
        this.logins = logins;
    }

    CompletableFuture<AclOidcAuthUrl> authUrl(AclOidcAuthUrlRequest request) {
        return parts.admitAnybody(request.datacenter(), () -> {
            requireNoToken(request.token());
            AclOidcAuthUrlParams login = required(request.auth());
            AclAuthMethod method = method(login.authMethod());
            return CompletableFuture.supplyAsync(() -> begun(method, login), parts.executor());
        });
    }

    private AclOidcAuthUrl begun(AclAuthMethod method, AclOidcAuthUrlParams login) {
        return waiting(() -> {
            OidcVerifier provider = methods.provider(method);
            provider.requireRedirect(login.redirectUri());
            Map<String, String> meta = login.meta() == null ? Map.of() : login.meta();
            OidcAttempt attempt = attempts.begin(method.name(), login.redirectUri(), login.clientNonce(), meta);
            return new AclOidcAuthUrl(provider.authUrl(attempt));
        });
    }

    CompletableFuture<AclToken> callback(AclOidcCallbackRequest request) {
        return parts.admitAnybody(request.datacenter(), () -> {
            requireNoToken(request.token());
            AclOidcCallbackParams login = required(request.auth());
            AclAuthMethod method = method(login.authMethod());
            OidcAttempt attempt = attempt(method, login);
            return CompletableFuture.supplyAsync(() -> identity(method, login.code(), attempt), parts.executor())
                    .thenCompose(identity ->
                            logins.tokenFor(identity, method, "token created via OIDC login", attempt.meta()));
        });
    }

    private OidcAttempt attempt(AclAuthMethod method, AclOidcCallbackParams login) {
        try {
            return attempts.end(method.name(), login.state(), login.clientNonce());
        } catch (LoginException e) {
            throw RequestFailure.internal(e.text());
        }
    }

    private VerifiedIdentity identity(AclAuthMethod method, String code, OidcAttempt attempt) {
        return waiting(() -> methods.provider(method).exchanged(code, attempt));
    }

    private static void requireNoToken(String token) {
        if (!token.isEmpty()) {
            throw RequestFailure.internal("do not provide a token when logging in");
        }
    }

    private static <T> T required(@Nullable T login) {
        if (login == null) {
            throw RequestFailure.aclNotFound();
        }
        return login;
    }

    private AclAuthMethod method(String name) {
        AclAuthMethod method =
                parts.state().acl().authMethod(name, Watches.NONE).value();
        if (method == null) {
            throw RequestFailure.aclNotFound();
        }
        return method;
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws LoginException, InterruptedException;
    }

    /// Runs what waits for a provider.
    private static <T> T waiting(Step<T> step) {
        try {
            return step.run();
        } catch (LoginException e) {
            throw RequestFailure.internal(e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.noLeader();
        }
    }
}
