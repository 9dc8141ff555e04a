package io.praetor.server.endpoint;

import io.praetor.model.GoTime;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclAuthorizationRequest;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclLogoutRequest;
import io.praetor.model.acl.AclOidcAuthUrl;
import io.praetor.model.acl.AclOidcAuthUrlRequest;
import io.praetor.model.acl.AclOidcCallbackRequest;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclReplicationStatus;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.OidcAttempts;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Changes of access control's objects by the server that leads (`acl.md`).
public final class LocalAcls implements Acls {
    /// There is one datacenter: nothing is copied.
    private static final AclReplicationStatus NO_REPLICATION =
            new AclReplicationStatus(false, false, "", "", 0, 0, 0, GoTime.ZERO, GoTime.ZERO);

    private final AclParts parts;
    private final AclTokenEndpoint tokens;
    private final AclGrantEndpoint grants;
    private final AclMethodEndpoint methods;
    private final AclLoginEndpoint logins;
    private final AclOidcEndpoint oidc;
    private final AclLegacyEndpoint legacy;

    /// @param reset    by which an operator may have the first token made once more
    /// @param attempts those who sign in with a provider now
    public LocalAcls(AclParts parts, BootstrapReset reset, AuthMethods authMethods, OidcAttempts attempts) {
        this.parts = parts;
        tokens = new AclTokenEndpoint(parts, reset);
        grants = new AclGrantEndpoint(parts);
        methods = new AclMethodEndpoint(parts, authMethods);
        logins = new AclLoginEndpoint(parts, authMethods, tokens);
        oidc = new AclOidcEndpoint(parts, authMethods, attempts, logins);
        legacy = new AclLegacyEndpoint(parts, tokens);
    }

    @Override
    public CompletableFuture<AclToken> bootstrap(AclBootstrapTokensRequest request) {
        return tokens.bootstrap(request);
    }

    @Override
    public CompletableFuture<AclToken> setToken(AclTokenSetRequest request) {
        return tokens.set(request);
    }

    /// A new token of this datacenter that may do what the agent of a node must, made by the servers themselves.
    public CompletableFuture<AclToken> issueForNode(String node, String description) {
        return tokens.issueForNode(node, description);
    }

    @Override
    public CompletableFuture<AclToken> cloneToken(AclTokenSetRequest request) {
        return tokens.copy(request);
    }

    @Override
    public CompletableFuture<String> deleteToken(AclDeleteRequest request) {
        return tokens.delete(request);
    }

    @Override
    public CompletableFuture<AclPolicy> setPolicy(AclSetRequest<AclPolicy> request) {
        return grants.setPolicy(request);
    }

    @Override
    public CompletableFuture<String> deletePolicy(AclDeleteRequest request) {
        return grants.deletePolicy(request);
    }

    @Override
    public CompletableFuture<AclRole> setRole(AclSetRequest<AclRole> request) {
        return grants.setRole(request);
    }

    @Override
    public CompletableFuture<String> deleteRole(AclDeleteRequest request) {
        return grants.deleteRole(request);
    }

    @Override
    public CompletableFuture<AclBindingRule> setBindingRule(AclSetRequest<AclBindingRule> request) {
        return methods.setBindingRule(request);
    }

    @Override
    public CompletableFuture<Boolean> deleteBindingRule(AclDeleteRequest request) {
        return methods.deleteBindingRule(request);
    }

    @Override
    public CompletableFuture<AclAuthMethod> setAuthMethod(AclSetRequest<AclAuthMethod> request) {
        return methods.setAuthMethod(request);
    }

    @Override
    public CompletableFuture<Boolean> deleteAuthMethod(AclDeleteRequest request) {
        return methods.deleteAuthMethod(request);
    }

    @Override
    public CompletableFuture<AclToken> login(AclLoginRequest request) {
        return logins.login(request);
    }

    @Override
    public CompletableFuture<AclOidcAuthUrl> oidcAuthUrl(AclOidcAuthUrlRequest request) {
        return oidc.authUrl(request);
    }

    @Override
    public CompletableFuture<AclToken> oidcCallback(AclOidcCallbackRequest request) {
        return oidc.callback(request);
    }

    @Override
    public CompletableFuture<Boolean> logout(AclLogoutRequest request) {
        return logins.logout(request);
    }

    @Override
    public CompletableFuture<List<AclAuthorization>> authorize(AclAuthorizationRequest request) {
        return parts.admit(request.datacenter(), request.options().token(), by -> {
            List<AclAuthorization> questions = request.requests() == null ? List.of() : request.requests();
            return CompletableFuture.completedFuture(AclAuthorizations.answer(questions, by));
        });
    }

    @Override
    public CompletableFuture<AclReplicationStatus> replication(DcSpecificRequest request) {
        return parts.admitAnybody(request.datacenter(), () -> CompletableFuture.completedFuture(NO_REPLICATION));
    }

    @Override
    public CompletableFuture<String> applyLegacy(LegacyAclRequest request) {
        return legacy.apply(request);
    }
}
