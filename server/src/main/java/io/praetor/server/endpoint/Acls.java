package io.praetor.server.endpoint;

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
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// Changes of access control's objects, and what is not a question to the state about them (`acl.md`, `http-api.md`
/// §18). Futures fail with a [io.praetor.server.RequestFailure]; those of changes give the object as it is stored now.
public interface Acls {
    /// Makes the first token that may do everything.
    CompletableFuture<AclToken> bootstrap(AclBootstrapTokensRequest request);

    /// Makes or changes a token.
    CompletableFuture<AclToken> setToken(AclTokenSetRequest request);

    /// Makes a token that may do what another may.
    CompletableFuture<AclToken> cloneToken(AclTokenSetRequest request);

    /// Ends a token.
    ///
    /// @return its accessor
    CompletableFuture<String> deleteToken(AclDeleteRequest request);

    /// Makes or changes a policy.
    CompletableFuture<AclPolicy> setPolicy(AclSetRequest<AclPolicy> request);

    /// Ends a policy.
    ///
    /// @return its name; empty when there was none
    CompletableFuture<String> deletePolicy(AclDeleteRequest request);

    /// Makes or changes a role.
    CompletableFuture<AclRole> setRole(AclSetRequest<AclRole> request);

    /// Ends a role.
    ///
    /// @return its name; empty when there was none
    CompletableFuture<String> deleteRole(AclDeleteRequest request);

    /// Makes or changes a binding rule.
    CompletableFuture<AclBindingRule> setBindingRule(AclSetRequest<AclBindingRule> request);

    /// Ends a binding rule.
    CompletableFuture<Boolean> deleteBindingRule(AclDeleteRequest request);

    /// Makes or changes an auth method.
    CompletableFuture<AclAuthMethod> setAuthMethod(AclSetRequest<AclAuthMethod> request);

    /// Ends an auth method, its binding rules and the tokens that came from it.
    CompletableFuture<Boolean> deleteAuthMethod(AclDeleteRequest request);

    /// Makes a token for whoever an auth method believes.
    CompletableFuture<AclToken> login(AclLoginRequest request);

    /// Where somebody signs in whom a provider knows.
    CompletableFuture<AclOidcAuthUrl> oidcAuthUrl(AclOidcAuthUrlRequest request);

    /// Makes a token for whoever comes back from there.
    CompletableFuture<AclToken> oidcCallback(AclOidcCallbackRequest request);

    /// Ends the token that asks, if it came from a login.
    CompletableFuture<Boolean> logout(AclLogoutRequest request);

    /// What the asking token may do.
    CompletableFuture<List<AclAuthorization>> authorize(AclAuthorizationRequest request);

    /// How copying from the primary datacenter goes.
    CompletableFuture<AclReplicationStatus> replication(DcSpecificRequest request);

    /// Makes, changes or ends a token in the old form.
    ///
    /// @return its secret
    CompletableFuture<String> applyLegacy(LegacyAclRequest request);
}
