package io.praetor.server.endpoint;

import io.praetor.model.GoDuration;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclBatchDelete;
import io.praetor.model.acl.AclBatchSet;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.log.CommandType;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.PolicyTemplates;
import io.praetor.server.filter.Filter;
import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.BearerVerifier;
import io.praetor.server.login.LoginException;
import io.praetor.server.state.AclReads;
import io.praetor.server.template.TemplateException;
import io.praetor.store.Watches;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Changes of auth methods and binding rules (`acl.md` §3, §6).
final class AclMethodEndpoint {
    private final AclParts parts;
    private final AuthMethods methods;

    AclMethodEndpoint(AclParts parts, AuthMethods methods) {
        this.parts = parts;
        this.methods = methods;
    }

    private AclReads stored() {
        return parts.state().acl();
    }

    private @Nullable AclAuthMethod method(String name) {
        return stored().authMethod(name, Watches.NONE).value();
    }

    // ---- auth methods

    CompletableFuture<AclAuthMethod> setAuthMethod(AclSetRequest<AclAuthMethod> request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclAuthMethod given = request.value();
            BearerVerifier verifier = verifier(given);
            return CompletableFuture.supplyAsync(() -> probed(given, verifier), parts.executor())
                    .thenCompose(method -> parts.propose(
                            CommandType.ACL_AUTH_METHOD_SET, AclBatchSet.AUTH_METHODS, AclBatchSet.of(method)))
                    .thenApply(_ -> AclParts.stored(method(given.name())));
        });
    }

    private BearerVerifier verifier(AclAuthMethod given) {
        AclNames.requireShort(given.name(), "Auth Method");
        AclAuthMethod before = method(given.name());
        try {
            AuthMethods.requireType(given.type());
            if (before != null && !before.type().equals(given.type())) {
                throw RequestFailure.internal("Changing an auth method's type from \"" + before.type() + "\" to \""
                        + given.type() + "\" is not permitted");
            }
            requireTtl(given.maxTokenTtl());
            requireLocality(given.tokenLocality());
            return methods.configured(given);
        } catch (LoginException e) {
            throw invalid(e);
        }
    }

    private static RequestFailure invalid(LoginException problem) {
        return RequestFailure.internal("Invalid Auth Method: " + problem.text());
    }

    private static void requireTtl(long nanos) {
        if (nanos == 0) {
            return;
        }
        String shown = "MaxTokenTTL " + GoDuration.format(nanos) + " cannot be ";
        if (nanos < AclExpiry.SHORTEST.toNanos()) {
            throw RequestFailure.internal(shown + "less than " + GoDuration.format(AclExpiry.SHORTEST.toNanos()));
        }
        if (nanos > AclExpiry.LONGEST.toNanos()) {
            throw RequestFailure.internal(shown + "more than " + GoDuration.format(AclExpiry.LONGEST.toNanos()));
        }
    }

    private static void requireLocality(String locality) {
        if (!locality.isEmpty() && !locality.equals(AclAuthMethod.LOCAL) && !locality.equals(AclAuthMethod.GLOBAL)) {
            throw RequestFailure.internal("Invalid Auth Method: TokenLocality should be one of 'local' or 'global'");
        }
    }

    private static AclAuthMethod probed(AclAuthMethod method, BearerVerifier verifier) {
        try {
            verifier.probe();
            return method;
        } catch (LoginException e) {
            throw invalid(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.noLeader();
        }
    }

    CompletableFuture<Boolean> deleteAuthMethod(AclDeleteRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclAuthMethod method = method(request.id());
            if (method == null) {
                return CompletableFuture.completedFuture(true);
            }
            return parts.propose(
                            CommandType.ACL_AUTH_METHOD_DELETE,
                            AclBatchDelete.AUTH_METHODS,
                            AclBatchDelete.of(method.name()))
                    .thenApply(_ -> {
                        methods.forget(method.name());
                        return true;
                    });
        });
    }

    // ---- binding rules

    CompletableFuture<AclBindingRule> setBindingRule(AclSetRequest<AclBindingRule> request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclBindingRule given = request.value();
            AclBindingRule rule = given.id().isEmpty() ? given.withId(freeId()) : updated(given);
            requireSound(rule);
            return parts.propose(CommandType.ACL_BINDING_RULE_SET, AclBatchSet.BINDING_RULES, AclBatchSet.of(rule))
                    .thenApply(_ -> AclParts.stored(
                            stored().bindingRule(rule.id(), Watches.NONE).value()));
        });
    }

    private String freeId() {
        String id = parts.ids().next();
        while (stored().bindingRule(id, Watches.NONE).value() != null) {
            id = parts.ids().next();
        }
        return id;
    }

    private AclBindingRule updated(AclBindingRule given) {
        if (!AclNames.isUuid(given.id())) {
            throw RequestFailure.internal("Binding Rule ID invalid UUID");
        }
        AclBindingRule before = stored().bindingRule(given.id(), Watches.NONE).value();
        if (before == null) {
            throw RequestFailure.internal("cannot find binding rule " + given.id());
        }
        if (!given.authMethod().isEmpty() && !given.authMethod().equals(before.authMethod())) {
            throw RequestFailure.internal("the AuthMethod field of an Binding Rule is immutable");
        }
        return given.withId(before.id()).withAuthMethod(before.authMethod());
    }

    private void requireSound(AclBindingRule rule) {
        if (rule.authMethod().isEmpty()) {
            throw RequestFailure.internal("Invalid Binding Rule: no AuthMethod is set");
        }
        AclAuthMethod method = method(rule.authMethod());
        if (method == null) {
            throw RequestFailure.internal("cannot find auth method with name \"" + rule.authMethod() + "\"");
        }
        BearerVerifier verifier;
        try {
            verifier = methods.configured(method);
        } catch (LoginException e) {
            throw invalid(e);
        }
        requireSelector(verifier, rule.selector());
        requireBindName(verifier, rule);
    }

    private static void requireSelector(BearerVerifier verifier, String selector) {
        String problem = verifier.problem(Filter.of(selector));
        if (problem != null) {
            throw RequestFailure.internal("invalid Binding Rule: Selector is invalid: " + problem);
        }
    }

    private static void requireBindName(BearerVerifier verifier, AclBindingRule rule) {
        if (rule.bindType().isEmpty()) {
            throw RequestFailure.internal("Invalid Binding Rule: no BindType is set");
        }
        BindName name = BindName.of(rule);
        if (!name.isOfKnownType()) {
            throw RequestFailure.internal("Invalid Binding Rule: unknown BindType \"" + rule.bindType() + "\"");
        }
        if (rule.bindName().isEmpty()) {
            throw RequestFailure.internal("Invalid Binding Rule: no BindName is set");
        }
        requireSense(name, verifier, "BindName");
        requireVariables(verifier, rule);
    }

    private static void requireSense(BindName name, BearerVerifier verifier, String field) {
        boolean sound;
        try {
            sound = name.makesSense(verifier.noVariables());
        } catch (TemplateException e) {
            throw RequestFailure.internal("Invalid Binding Rule: invalid " + field + ": " + e.text());
        }
        if (!sound) {
            throw RequestFailure.internal("Invalid Binding Rule: invalid " + field);
        }
    }

    private static void requireVariables(BearerVerifier verifier, AclBindingRule rule) {
        BindName variable = BindName.ofVariable(rule);
        if (!rule.bindType().equals(AclBindingRule.TEMPLATED_POLICY)) {
            if (variable != null) {
                throw RequestFailure.internal(
                        "Invalid Binding Rule: BindVars cannot be set when bind type is not templated-policy");
            }
            return;
        }
        boolean needed = PolicyTemplates.named(rule.bindName())
                .map(PolicyTemplates::needsName)
                .orElse(false);
        if (variable != null) {
            requireSense(variable, verifier, "BindVars");
        } else if (needed) {
            throw RequestFailure.internal("Invalid Binding Rule: BindVars.Name is required for " + rule.bindName());
        }
    }

    CompletableFuture<Boolean> deleteBindingRule(AclDeleteRequest request) {
        return parts.change(request.datacenter(), request.token(), _ -> {
            AclNames.requireId(request.id(), "", "binding rule");
            AclBindingRule rule =
                    stored().bindingRule(request.id(), Watches.NONE).value();
            return rule == null
                    ? CompletableFuture.completedFuture(true)
                    : parts.propose(
                                    CommandType.ACL_BINDING_RULE_DELETE,
                                    AclBatchDelete.BINDING_RULES,
                                    AclBatchDelete.of(rule.id()))
                            .thenApply(_ -> true);
        });
    }
}
