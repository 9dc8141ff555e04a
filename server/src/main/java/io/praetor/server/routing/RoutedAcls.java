package io.praetor.server.routing;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Access control's objects, changed at the leader.
record RoutedAcls(Router router, Acls here, Acls there) implements Acls {
    @Override
    public CompletableFuture<AclToken> bootstrap(AclBootstrapTokensRequest request) {
        return router.write(request.datacenter(), () -> here.bootstrap(request), () -> there.bootstrap(request));
    }

    @Override
    public CompletableFuture<AclToken> setToken(AclTokenSetRequest request) {
        return router.write(request.datacenter(), () -> here.setToken(request), () -> there.setToken(request));
    }

    @Override
    public CompletableFuture<AclToken> cloneToken(AclTokenSetRequest request) {
        return router.write(request.datacenter(), () -> here.cloneToken(request), () -> there.cloneToken(request));
    }

    @Override
    public CompletableFuture<String> deleteToken(AclDeleteRequest request) {
        return router.write(request.datacenter(), () -> here.deleteToken(request), () -> there.deleteToken(request));
    }

    @Override
    public CompletableFuture<AclPolicy> setPolicy(AclSetRequest<AclPolicy> request) {
        return router.write(request.datacenter(), () -> here.setPolicy(request), () -> there.setPolicy(request));
    }

    @Override
    public CompletableFuture<String> deletePolicy(AclDeleteRequest request) {
        return router.write(request.datacenter(), () -> here.deletePolicy(request), () -> there.deletePolicy(request));
    }

    @Override
    public CompletableFuture<AclRole> setRole(AclSetRequest<AclRole> request) {
        return router.write(request.datacenter(), () -> here.setRole(request), () -> there.setRole(request));
    }

    @Override
    public CompletableFuture<String> deleteRole(AclDeleteRequest request) {
        return router.write(request.datacenter(), () -> here.deleteRole(request), () -> there.deleteRole(request));
    }

    @Override
    public CompletableFuture<AclBindingRule> setBindingRule(AclSetRequest<AclBindingRule> request) {
        return router.write(
                request.datacenter(), () -> here.setBindingRule(request), () -> there.setBindingRule(request));
    }

    @Override
    public CompletableFuture<Boolean> deleteBindingRule(AclDeleteRequest request) {
        return router.write(
                request.datacenter(), () -> here.deleteBindingRule(request), () -> there.deleteBindingRule(request));
    }

    @Override
    public CompletableFuture<AclAuthMethod> setAuthMethod(AclSetRequest<AclAuthMethod> request) {
        return router.write(
                request.datacenter(), () -> here.setAuthMethod(request), () -> there.setAuthMethod(request));
    }

    @Override
    public CompletableFuture<Boolean> deleteAuthMethod(AclDeleteRequest request) {
        return router.write(
                request.datacenter(), () -> here.deleteAuthMethod(request), () -> there.deleteAuthMethod(request));
    }

    @Override
    public CompletableFuture<AclToken> login(AclLoginRequest request) {
        return router.write(request.datacenter(), () -> here.login(request), () -> there.login(request));
    }

    @Override
    public CompletableFuture<AclOidcAuthUrl> oidcAuthUrl(AclOidcAuthUrlRequest request) {
        return router.write(request.datacenter(), () -> here.oidcAuthUrl(request), () -> there.oidcAuthUrl(request));
    }

    @Override
    public CompletableFuture<AclToken> oidcCallback(AclOidcCallbackRequest request) {
        return router.write(request.datacenter(), () -> here.oidcCallback(request), () -> there.oidcCallback(request));
    }

    @Override
    public CompletableFuture<Boolean> logout(AclLogoutRequest request) {
        return router.write(request.datacenter(), () -> here.logout(request), () -> there.logout(request));
    }

    @Override
    public CompletableFuture<List<AclAuthorization>> authorize(AclAuthorizationRequest request) {
        return router.read(
                request.datacenter(),
                request.options().allowStale(),
                () -> here.authorize(request),
                () -> there.authorize(request));
    }

    @Override
    public CompletableFuture<AclReplicationStatus> replication(DcSpecificRequest request) {
        return router.read(
                request.datacenter(),
                request.options().allowStale(),
                () -> here.replication(request),
                () -> there.replication(request));
    }

    @Override
    public CompletableFuture<String> applyLegacy(LegacyAclRequest request) {
        return router.write(request.datacenter(), () -> here.applyLegacy(request), () -> there.applyLegacy(request));
    }
}
