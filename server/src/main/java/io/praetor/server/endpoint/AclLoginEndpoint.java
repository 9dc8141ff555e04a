package io.praetor.server.endpoint;

import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclGrants;
import io.praetor.model.acl.AclLink;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclLogoutRequest;
import io.praetor.model.acl.AclNodeIdentity;
import io.praetor.model.acl.AclRole;
import io.praetor.model.acl.AclServiceIdentity;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.acl.AclTemplatedPolicy;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenBatchSet;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.server.RequestFailure;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginException;
import io.praetor.server.login.VerifiedIdentity;
import io.praetor.server.state.State;
import io.praetor.server.template.TemplateException;
import io.praetor.store.Watches;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Tokens for those whom an auth method believes, and their end (`acl.md` §6).
final class AclLoginEndpoint {
    private final AclParts parts;
    private final AuthMethods methods;
    private final AclTokenEndpoint tokens;

    AclLoginEndpoint(AclParts parts, AuthMethods methods, AclTokenEndpoint tokens) {
        this.parts = parts;
        this.methods = methods;
        this.tokens = tokens;
    }

    CompletableFuture<AclToken> login(AclLoginRequest request) {
        return parts.admitAnybody(request.datacenter(), () -> {
            if (!request.token().isEmpty()) {
                throw RequestFailure.internal("do not provide a token when logging in");
            }
            AclLoginParams login = request.auth();
            if (login == null) {
                throw RequestFailure.aclNotFound();
            }
            AclAuthMethod method = parts.state()
                    .acl()
                    .authMethod(login.authMethod(), Watches.NONE)
                    .value();
            if (method == null) {
                throw RequestFailure.aclNotFound();
            }
            return CompletableFuture.supplyAsync(() -> verified(method, login), parts.executor())
                    .thenCompose(identity -> tokenFor(identity, method, "token created via login", login.meta()));
        });
    }

    private VerifiedIdentity verified(AclAuthMethod method, AclLoginParams login) {
        try {
            return methods.inUse(method).verify(login.bearerToken());
        } catch (LoginException e) {
            throw RequestFailure.internal(e.text());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.noLeader();
        }
    }

    /// A token with what the binding rules of a method give to somebody.
    ///
    /// @param how  what its description begins with
    /// @param meta what it ends with
    CompletableFuture<AclToken> tokenFor(
            VerifiedIdentity identity, AclAuthMethod method, String how, @Nullable Map<String, String> meta) {
        AclGrants grants = grants(identity, method);
        if (grants.isEmpty()) {
            throw RequestFailure.permissionDenied();
        }
        Instant now = parts.clock().instant();
        AclToken token = AclToken.of(tokens.freeId(), tokens.freeId(), description(how, meta), grants)
                .edit()
                .local(!method.tokenLocality().equals(AclAuthMethod.GLOBAL))
                .authMethod(method.name())
                .createTime(now)
                .expires(method.maxTokenTtl() == 0 ? null : now.plusNanos(method.maxTokenTtl()))
                .done()
                .hashed();
        AclTokenBatchSet batch = new AclTokenBatchSet(List.of(token), false, false, true);
        return parts.withBuiltIns(grants).thenCompose(_ -> tokens.write(batch, token.accessorId()));
    }

    private static String description(String how, @Nullable Map<String, String> meta) {
        return meta == null || meta.isEmpty() ? how : how + ": " + Json.text(Codecs.TEXT_MAP, meta);
    }

    /// What the binding rules of the method give to somebody.
    private AclGrants grants(VerifiedIdentity identity, AclAuthMethod method) {
        State state = parts.state();
        List<AclLink> roles = new ArrayList<>();
        List<AclServiceIdentity> services = new ArrayList<>();
        List<AclNodeIdentity> nodes = new ArrayList<>();
        List<AclLink> policies = new ArrayList<>();
        List<AclTemplatedPolicy> templated = new ArrayList<>();
        for (AclBindingRule rule :
                state.acl().bindingRulesOf(method.name(), Watches.NONE).value()) {
            if (!identity.matches(rule.selector())) {
                continue;
            }
            String name = name(rule, identity);
            switch (rule.bindType()) {
                case AclBindingRule.SERVICE -> services.add(new AclServiceIdentity(name, null));
                case AclBindingRule.NODE ->
                    nodes.add(new AclNodeIdentity(name, parts.here().datacenter()));
                case AclBindingRule.ROLE -> {
                    AclRole role = state.acl().roleByName(name, Watches.NONE).value();
                    if (role != null) {
                        roles.add(role.link());
                    }
                }
                case AclBindingRule.POLICY -> {
                    AclLink policy = AclGrantRules.policyNamed(state, name);
                    if (policy != null) {
                        policies.add(policy);
                    }
                }
                case AclBindingRule.TEMPLATED_POLICY ->
                    templated.add(new AclTemplatedPolicy(name, variables(rule, identity), null));
                // made by a later version: gives nothing here
                default -> {}
            }
        }
        return AclGrantRules.ofToken(state, new AclGrants(policies, roles, services, nodes, templated), false);
    }

    private static @Nullable AclTemplateVariables variables(AclBindingRule rule, VerifiedIdentity identity) {
        BindName name = BindName.ofVariable(rule);
        if (name == null) {
            return null;
        }
        return new AclTemplateVariables(computed(name, rule, identity));
    }

    private static String name(AclBindingRule rule, VerifiedIdentity identity) {
        return computed(BindName.of(rule), rule, identity);
    }

    private static String computed(BindName bound, AclBindingRule rule, VerifiedIdentity identity) {
        String name;
        try {
            name = bound.compute(identity.variables());
        } catch (TemplateException e) {
            throw RequestFailure.internal(
                    "cannot compute \"" + rule.bindType() + "\" bind name for bind target: " + e.text());
        }
        if (!bound.allows(name)) {
            throw RequestFailure.internal(
                    "computed \"" + rule.bindType() + "\" bind name for bind target is invalid: \"" + name + "\"");
        }
        return name;
    }

    CompletableFuture<Boolean> logout(AclLogoutRequest request) {
        return parts.admitAnybody(request.datacenter(), () -> {
            AclToken token = tokens.bySecret(request.token());
            if (token == null) {
                throw RequestFailure.aclNotFound();
            }
            if (token.authMethod().isEmpty()) {
                throw RequestFailure.permissionDenied();
            }
            return tokens.delete(token.accessorId()).thenApply(_ -> true);
        });
    }
}
