package io.praetor.server.wire;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthMethodListStub;
import io.praetor.model.acl.AclBatchGetRequest;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclGetRequest;
import io.praetor.model.acl.AclListRequest;
import io.praetor.model.acl.AclOidcMethod;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclTokenBatchResponse;
import io.praetor.model.acl.AclTokenListRequest;
import io.praetor.model.acl.AclTokenListStub;
import io.praetor.model.acl.AclTokenResponse;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.codec.Codecs;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.server.query.AclAuthMethodGet;
import io.praetor.server.query.AclAuthMethodList;
import io.praetor.server.query.AclBindingRuleGet;
import io.praetor.server.query.AclBindingRuleList;
import io.praetor.server.query.AclLegacyGet;
import io.praetor.server.query.AclLegacyList;
import io.praetor.server.query.AclOidcMethods;
import io.praetor.server.query.AclPolicyBatch;
import io.praetor.server.query.AclPolicyGet;
import io.praetor.server.query.AclPolicyList;
import io.praetor.server.query.AclPolicyResolve;
import io.praetor.server.query.AclRoleBatch;
import io.praetor.server.query.AclRoleGet;
import io.praetor.server.query.AclRoleList;
import io.praetor.server.query.AclRoleResolve;
import io.praetor.server.query.AclTokenBatch;
import io.praetor.server.query.AclTokenFound;
import io.praetor.server.query.AclTokenGet;
import io.praetor.server.query.AclTokenList;
import io.praetor.server.query.AclTokensFound;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `ACL.…` that answer questions to the replicated state (`rpc.md` §7).
public final class AclReadMethods {
    /// One token, by its accessor or its secret.
    public static final ReadMethod<AclTokenGet, AclTokenFound> TOKEN_READ = ReadMethod.named(
                    "ACL.TokenRead", AclTokenGet.class)
            .request(
                    AclGetRequest.TOKEN,
                    (query, envelope) -> new AclGetRequest(
                            envelope.datacenter(),
                            query.id(),
                            query.bySecret() ? AclGetRequest.BY_SECRET : AclGetRequest.BY_ACCESSOR,
                            envelope.options()),
                    (request, _) -> new AclTokenGet(request.id(), request.name().equals(AclGetRequest.BY_SECRET)))
            .reply(
                    AclTokenResponse.CODEC,
                    (_, answer) -> new AclTokenResponse(
                            answer.value().token(), answer.value().redacted(), "", Envelope.meta(answer)),
                    (_, reply) -> new AclTokenFound(reply.token(), reply.redacted()),
                    AclTokenResponse::meta);

    /// Tokens without their secrets.
    public static final ReadMethod<AclTokenList, List<AclTokenListStub>> TOKEN_LIST = Replies.list(
            ReadMethod.named("ACL.TokenList", AclTokenList.class)
                    .request(
                            AclTokenListRequest.CODEC,
                            (query, envelope) -> new AclTokenListRequest(
                                    envelope.datacenter(),
                                    query.local(),
                                    query.global(),
                                    query.policy(),
                                    query.role(),
                                    query.method(),
                                    envelope.options()),
                            (request, _) -> AclReadMethods.tokens(request)),
            "ACLTokenListResponse",
            "Tokens",
            AclTokenListStub.CODEC);

    /// Several tokens.
    public static final ReadMethod<AclTokenBatch, AclTokensFound> TOKEN_BATCH_READ = ReadMethod.named(
                    "ACL.TokenBatchRead", AclTokenBatch.class)
            .request(
                    AclBatchGetRequest.TOKENS,
                    (query, envelope) ->
                            new AclBatchGetRequest(envelope.datacenter(), query.accessors(), envelope.options()),
                    (request, _) -> new AclTokenBatch(request.wanted()))
            .reply(
                    AclTokenBatchResponse.CODEC,
                    (_, answer) -> new AclTokenBatchResponse(
                            answer.value().tokens(),
                            answer.value().redacted(),
                            answer.value().removed(),
                            Envelope.meta(answer)),
                    (_, reply) ->
                            new AclTokensFound(Replies.orEmpty(reply.tokens()), reply.redacted(), reply.removed()),
                    AclTokenBatchResponse::meta);

    /// One policy, by its ID or its name.
    public static final ReadMethod<AclPolicyGet, @Nullable AclPolicy> POLICY_READ = Replies.same(
            ReadMethod.<AclPolicyGet, @Nullable AclPolicy>named("ACL.PolicyRead", AclPolicyGet.class)
                    .request(
                            AclGetRequest.POLICY,
                            (query, envelope) -> new AclGetRequest(
                                    envelope.datacenter(), query.id(), query.name(), envelope.options()),
                            (request, _) -> new AclPolicyGet(request.id(), request.name())),
            "ACLPolicyResponse",
            "Policy",
            Codecs.pointer(AclPolicy.CODEC));

    /// All policies without their rules.
    public static final ReadMethod<AclPolicyList, List<AclPolicyListStub>> POLICY_LIST = Replies.list(
            ReadMethod.named("ACL.PolicyList", AclPolicyList.class)
                    .request(
                            AclListRequest.POLICIES,
                            (_, envelope) -> new AclListRequest(envelope.datacenter(), "", envelope.options()),
                            (_, _) -> new AclPolicyList()),
            "ACLPolicyListResponse",
            "Policies",
            AclPolicyListStub.CODEC);

    /// Several policies.
    public static final ReadMethod<AclPolicyBatch, List<AclPolicy>> POLICY_BATCH_READ = Replies.list(
            ReadMethod.named("ACL.PolicyBatchRead", AclPolicyBatch.class)
                    .request(
                            AclBatchGetRequest.POLICIES,
                            (query, envelope) ->
                                    new AclBatchGetRequest(envelope.datacenter(), query.ids(), envelope.options()),
                            (request, _) -> new AclPolicyBatch(request.wanted())),
            "ACLPolicyBatchResponse",
            "Policies",
            AclPolicy.CODEC);

    /// Policies of the token that asks.
    public static final ReadMethod<AclPolicyResolve, List<AclPolicy>> POLICY_RESOLVE = Replies.list(
            ReadMethod.named("ACL.PolicyResolve", AclPolicyResolve.class)
                    .request(
                            AclBatchGetRequest.POLICIES,
                            (query, envelope) ->
                                    new AclBatchGetRequest(envelope.datacenter(), query.ids(), envelope.options()),
                            (request, _) -> new AclPolicyResolve(request.wanted())),
            "ACLPolicyBatchResponse",
            "Policies",
            AclPolicy.CODEC);

    /// One role, by its ID or its name.
    public static final ReadMethod<AclRoleGet, @Nullable AclRole> ROLE_READ = Replies.same(
            ReadMethod.<AclRoleGet, @Nullable AclRole>named("ACL.RoleRead", AclRoleGet.class)
                    .request(
                            AclGetRequest.ROLE,
                            (query, envelope) -> new AclGetRequest(
                                    envelope.datacenter(), query.id(), query.name(), envelope.options()),
                            (request, _) -> new AclRoleGet(request.id(), request.name())),
            "ACLRoleResponse",
            "Role",
            Codecs.pointer(AclRole.CODEC));

    /// Roles.
    public static final ReadMethod<AclRoleList, List<AclRole>> ROLE_LIST = Replies.list(
            ReadMethod.named("ACL.RoleList", AclRoleList.class)
                    .request(
                            AclListRequest.ROLES,
                            (query, envelope) ->
                                    new AclListRequest(envelope.datacenter(), query.policy(), envelope.options()),
                            (request, _) -> new AclRoleList(request.of())),
            "ACLRoleListResponse",
            "Roles",
            AclRole.CODEC);

    /// Several roles.
    public static final ReadMethod<AclRoleBatch, List<AclRole>> ROLE_BATCH_READ = Replies.list(
            ReadMethod.named("ACL.RoleBatchRead", AclRoleBatch.class)
                    .request(
                            AclBatchGetRequest.ROLES,
                            (query, envelope) ->
                                    new AclBatchGetRequest(envelope.datacenter(), query.ids(), envelope.options()),
                            (request, _) -> new AclRoleBatch(request.wanted())),
            "ACLRoleBatchResponse",
            "Roles",
            AclRole.CODEC);

    /// Roles of the token that asks.
    public static final ReadMethod<AclRoleResolve, List<AclRole>> ROLE_RESOLVE = Replies.list(
            ReadMethod.named("ACL.RoleResolve", AclRoleResolve.class)
                    .request(
                            AclBatchGetRequest.ROLES,
                            (query, envelope) ->
                                    new AclBatchGetRequest(envelope.datacenter(), query.ids(), envelope.options()),
                            (request, _) -> new AclRoleResolve(request.wanted())),
            "ACLRoleBatchResponse",
            "Roles",
            AclRole.CODEC);

    /// One binding rule.
    public static final ReadMethod<AclBindingRuleGet, @Nullable AclBindingRule> BINDING_RULE_READ = Replies.same(
            ReadMethod.<AclBindingRuleGet, @Nullable AclBindingRule>named(
                            "ACL.BindingRuleRead", AclBindingRuleGet.class)
                    .request(
                            AclGetRequest.BINDING_RULE,
                            (query, envelope) ->
                                    new AclGetRequest(envelope.datacenter(), query.id(), "", envelope.options()),
                            (request, _) -> new AclBindingRuleGet(request.id())),
            "ACLBindingRuleResponse",
            "BindingRule",
            Codecs.pointer(AclBindingRule.CODEC));

    /// Binding rules.
    public static final ReadMethod<AclBindingRuleList, List<AclBindingRule>> BINDING_RULE_LIST = Replies.list(
            ReadMethod.named("ACL.BindingRuleList", AclBindingRuleList.class)
                    .request(
                            AclListRequest.BINDING_RULES,
                            (query, envelope) ->
                                    new AclListRequest(envelope.datacenter(), query.method(), envelope.options()),
                            (request, _) -> new AclBindingRuleList(request.of())),
            "ACLBindingRuleListResponse",
            "BindingRules",
            AclBindingRule.CODEC);

    /// One auth method.
    public static final ReadMethod<AclAuthMethodGet, @Nullable AclAuthMethod> AUTH_METHOD_READ = Replies.same(
            ReadMethod.<AclAuthMethodGet, @Nullable AclAuthMethod>named("ACL.AuthMethodRead", AclAuthMethodGet.class)
                    .request(
                            AclGetRequest.AUTH_METHOD,
                            (query, envelope) ->
                                    new AclGetRequest(envelope.datacenter(), query.name(), "", envelope.options()),
                            (request, _) -> new AclAuthMethodGet(request.id())),
            "ACLAuthMethodResponse",
            "AuthMethod",
            Codecs.pointer(AclAuthMethod.CODEC));

    /// All auth methods without their configuration.
    public static final ReadMethod<AclAuthMethodList, List<AclAuthMethodListStub>> AUTH_METHOD_LIST = Replies.list(
            ReadMethod.named("ACL.AuthMethodList", AclAuthMethodList.class)
                    .request(
                            AclListRequest.AUTH_METHODS,
                            (_, envelope) -> new AclListRequest(envelope.datacenter(), "", envelope.options()),
                            (_, _) -> new AclAuthMethodList()),
            "ACLAuthMethodListResponse",
            "AuthMethods",
            AclAuthMethodListStub.CODEC);

    /// Auth methods that people sign in by at the web interface.
    public static final ReadMethod<AclOidcMethods, List<AclOidcMethod>> OIDC_METHODS = Replies.list(
            ReadMethod.named("ACL.OIDCAuthMethods", AclOidcMethods.class)
                    .request(
                            AclListRequest.AUTH_METHODS,
                            (_, envelope) -> new AclListRequest(envelope.datacenter(), "", envelope.options()),
                            (_, _) -> new AclOidcMethods()),
            "ACLOIDCAuthMethodsResponse",
            "AuthMethods",
            AclOidcMethod.CODEC);

    /// One token in the old form.
    public static final ReadMethod<AclLegacyGet, List<LegacyAcl>> GET = Replies.list(
            ReadMethod.named("ACL.Get", AclLegacyGet.class)
                    .request(
                            AclGetRequest.LEGACY,
                            (query, envelope) ->
                                    new AclGetRequest(envelope.datacenter(), query.secret(), "", envelope.options()),
                            (request, _) -> new AclLegacyGet(request.id())),
            "IndexedACLs",
            "ACLs",
            LegacyAcl.CODEC);

    /// All tokens that have an old form.
    public static final ReadMethod<AclLegacyList, List<LegacyAcl>> LIST = Replies.list(
            ReadMethod.named("ACL.List", AclLegacyList.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new AclLegacyList()),
            "IndexedACLs",
            "ACLs",
            LegacyAcl.CODEC);

    private AclReadMethods() {}

    /// Who says neither of the two means both.
    private static AclTokenList tokens(AclTokenListRequest request) {
        boolean both = !request.includeLocal() && !request.includeGlobal();
        return new AclTokenList(
                both || request.includeLocal(),
                both || request.includeGlobal(),
                request.policy(),
                request.role(),
                request.authMethod());
    }
}
