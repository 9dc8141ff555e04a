package io.praetor.server.remote;

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
import io.praetor.server.endpoint.Acls;
import io.praetor.server.wire.AclMethods;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Access control's objects, changed by servers.
record RemoteAcls(MethodCalls servers) implements Acls {
    @Override
    public CompletableFuture<AclToken> bootstrap(AclBootstrapTokensRequest request) {
        return servers.call(AclMethods.BOOTSTRAP_TOKENS, request);
    }

    @Override
    public CompletableFuture<AclToken> setToken(AclTokenSetRequest request) {
        return servers.call(AclMethods.TOKEN_SET, request);
    }

    @Override
    public CompletableFuture<AclToken> cloneToken(AclTokenSetRequest request) {
        return servers.call(AclMethods.TOKEN_CLONE, request);
    }

    @Override
    public CompletableFuture<String> deleteToken(AclDeleteRequest request) {
        return servers.call(AclMethods.TOKEN_DELETE, request);
    }

    @Override
    public CompletableFuture<AclPolicy> setPolicy(AclSetRequest<AclPolicy> request) {
        return servers.call(AclMethods.POLICY_SET, request);
    }

    @Override
    public CompletableFuture<String> deletePolicy(AclDeleteRequest request) {
        return servers.call(AclMethods.POLICY_DELETE, request);
    }

    @Override
    public CompletableFuture<AclRole> setRole(AclSetRequest<AclRole> request) {
        return servers.call(AclMethods.ROLE_SET, request);
    }

    @Override
    public CompletableFuture<String> deleteRole(AclDeleteRequest request) {
        return servers.call(AclMethods.ROLE_DELETE, request);
    }

    @Override
    public CompletableFuture<AclBindingRule> setBindingRule(AclSetRequest<AclBindingRule> request) {
        return servers.call(AclMethods.BINDING_RULE_SET, request);
    }

    @Override
    public CompletableFuture<Boolean> deleteBindingRule(AclDeleteRequest request) {
        return servers.call(AclMethods.BINDING_RULE_DELETE, request);
    }

    @Override
    public CompletableFuture<AclAuthMethod> setAuthMethod(AclSetRequest<AclAuthMethod> request) {
        return servers.call(AclMethods.AUTH_METHOD_SET, request);
    }

    @Override
    public CompletableFuture<Boolean> deleteAuthMethod(AclDeleteRequest request) {
        return servers.call(AclMethods.AUTH_METHOD_DELETE, request);
    }

    @Override
    public CompletableFuture<AclToken> login(AclLoginRequest request) {
        return servers.call(AclMethods.LOGIN, request);
    }

    @Override
    public CompletableFuture<AclOidcAuthUrl> oidcAuthUrl(AclOidcAuthUrlRequest request) {
        return servers.call(AclMethods.OIDC_AUTH_URL, request);
    }

    @Override
    public CompletableFuture<AclToken> oidcCallback(AclOidcCallbackRequest request) {
        return servers.call(AclMethods.OIDC_CALLBACK, request);
    }

    @Override
    public CompletableFuture<Boolean> logout(AclLogoutRequest request) {
        return servers.call(AclMethods.LOGOUT, request);
    }

    @Override
    public CompletableFuture<List<AclAuthorization>> authorize(AclAuthorizationRequest request) {
        return servers.call(AclMethods.AUTHORIZE, request);
    }

    @Override
    public CompletableFuture<AclReplicationStatus> replication(DcSpecificRequest request) {
        return servers.call(AclMethods.REPLICATION_STATUS, request);
    }

    @Override
    public CompletableFuture<String> applyLegacy(LegacyAclRequest request) {
        return servers.call(AclMethods.APPLY, request);
    }
}
