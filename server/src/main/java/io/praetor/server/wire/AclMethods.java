package io.praetor.server.wire;

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
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.codec.Codecs;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;

/// `ACL.…` that change something or ask no question to the replicated state (`rpc.md` §7).
public final class AclMethods {
    /// Makes the first token that may do everything.
    public static final CallMethod<AclBootstrapTokensRequest, AclToken> BOOTSTRAP_TOKENS = CallMethod.of(
            "ACL.BootstrapTokens",
            Kind.WRITE,
            AclBootstrapTokensRequest.CODEC,
            AclToken.CODEC,
            AclBootstrapTokensRequest::datacenter);

    /// Makes or changes a token.
    public static final CallMethod<AclTokenSetRequest, AclToken> TOKEN_SET = CallMethod.of(
            "ACL.TokenSet", Kind.WRITE, AclTokenSetRequest.CODEC, AclToken.CODEC, AclTokenSetRequest::datacenter);

    /// Makes a token that may do what another may.
    public static final CallMethod<AclTokenSetRequest, AclToken> TOKEN_CLONE = CallMethod.of(
            "ACL.TokenClone", Kind.WRITE, AclTokenSetRequest.CODEC, AclToken.CODEC, AclTokenSetRequest::datacenter);

    /// Ends a token.
    public static final CallMethod<AclDeleteRequest, String> TOKEN_DELETE = CallMethod.of(
            "ACL.TokenDelete", Kind.WRITE, AclDeleteRequest.TOKEN, Codecs.TEXT, AclDeleteRequest::datacenter);

    /// Makes or changes a policy.
    public static final CallMethod<AclSetRequest<AclPolicy>, AclPolicy> POLICY_SET = CallMethod.of(
            "ACL.PolicySet", Kind.WRITE, AclSetRequest.POLICY, AclPolicy.CODEC, AclSetRequest::datacenter);

    /// Ends a policy.
    public static final CallMethod<AclDeleteRequest, String> POLICY_DELETE = CallMethod.of(
            "ACL.PolicyDelete", Kind.WRITE, AclDeleteRequest.POLICY, Codecs.TEXT, AclDeleteRequest::datacenter);

    /// Makes or changes a role.
    public static final CallMethod<AclSetRequest<AclRole>, AclRole> ROLE_SET =
            CallMethod.of("ACL.RoleSet", Kind.WRITE, AclSetRequest.ROLE, AclRole.CODEC, AclSetRequest::datacenter);

    /// Ends a role.
    public static final CallMethod<AclDeleteRequest, String> ROLE_DELETE = CallMethod.of(
            "ACL.RoleDelete", Kind.WRITE, AclDeleteRequest.ROLE, Codecs.TEXT, AclDeleteRequest::datacenter);

    /// Makes or changes a binding rule.
    public static final CallMethod<AclSetRequest<AclBindingRule>, AclBindingRule> BINDING_RULE_SET = CallMethod.of(
            "ACL.BindingRuleSet",
            Kind.WRITE,
            AclSetRequest.BINDING_RULE,
            AclBindingRule.CODEC,
            AclSetRequest::datacenter);

    /// Ends a binding rule.
    public static final CallMethod<AclDeleteRequest, Boolean> BINDING_RULE_DELETE = CallMethod.of(
            "ACL.BindingRuleDelete",
            Kind.WRITE,
            AclDeleteRequest.BINDING_RULE,
            Codecs.BOOL,
            AclDeleteRequest::datacenter);

    /// Makes or changes an auth method.
    public static final CallMethod<AclSetRequest<AclAuthMethod>, AclAuthMethod> AUTH_METHOD_SET = CallMethod.of(
            "ACL.AuthMethodSet", Kind.WRITE, AclSetRequest.AUTH_METHOD, AclAuthMethod.CODEC, AclSetRequest::datacenter);

    /// Ends an auth method, its binding rules and the tokens that came from it.
    public static final CallMethod<AclDeleteRequest, Boolean> AUTH_METHOD_DELETE = CallMethod.of(
            "ACL.AuthMethodDelete",
            Kind.WRITE,
            AclDeleteRequest.AUTH_METHOD,
            Codecs.BOOL,
            AclDeleteRequest::datacenter);

    /// Makes a token for whoever an auth method believes.
    public static final CallMethod<AclLoginRequest, AclToken> LOGIN =
            CallMethod.of("ACL.Login", Kind.WRITE, AclLoginRequest.CODEC, AclToken.CODEC, AclLoginRequest::datacenter);

    /// Where somebody signs in whom a provider knows.
    public static final CallMethod<AclOidcAuthUrlRequest, AclOidcAuthUrl> OIDC_AUTH_URL = CallMethod.of(
            "ACL.OIDCAuthURL",
            Kind.WRITE,
            AclOidcAuthUrlRequest.CODEC,
            AclOidcAuthUrl.CODEC,
            AclOidcAuthUrlRequest::datacenter);

    /// Makes a token for whoever comes back from there.
    public static final CallMethod<AclOidcCallbackRequest, AclToken> OIDC_CALLBACK = CallMethod.of(
            "ACL.OIDCCallback",
            Kind.WRITE,
            AclOidcCallbackRequest.CODEC,
            AclToken.CODEC,
            AclOidcCallbackRequest::datacenter);

    /// Ends the token that asks, if it came from a login.
    public static final CallMethod<AclLogoutRequest, Boolean> LOGOUT =
            CallMethod.of("ACL.Logout", Kind.WRITE, AclLogoutRequest.CODEC, Codecs.BOOL, AclLogoutRequest::datacenter);

    /// What the asking token may do.
    public static final CallMethod<AclAuthorizationRequest, List<AclAuthorization>> AUTHORIZE = CallMethod.of(
            "ACL.Authorize",
            Kind.READ,
            AclAuthorizationRequest.CODEC,
            Forms.list(AclAuthorization.ANSWER),
            AclAuthorizationRequest::datacenter);

    /// How copying from the primary datacenter goes.
    public static final CallMethod<DcSpecificRequest, AclReplicationStatus> REPLICATION_STATUS = CallMethod.of(
            "ACL.ReplicationStatus",
            Kind.READ,
            DcSpecificRequest.CODEC,
            AclReplicationStatus.CODEC,
            DcSpecificRequest::datacenter);

    /// Makes, changes or ends a token in the old form.
    public static final CallMethod<LegacyAclRequest, String> APPLY =
            CallMethod.of("ACL.Apply", Kind.WRITE, LegacyAclRequest.CODEC, Codecs.TEXT, LegacyAclRequest::datacenter);

    /// The same as [#BOOTSTRAP_TOKENS], answered in the old form.
    public static final CallMethod<DcSpecificRequest, LegacyAcl> BOOTSTRAP = CallMethod.of(
            "ACL.Bootstrap", Kind.WRITE, DcSpecificRequest.CODEC, LegacyAcl.CODEC, DcSpecificRequest::datacenter);

    private AclMethods() {}
}
