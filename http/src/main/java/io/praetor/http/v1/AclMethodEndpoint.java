package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthMethodListStub;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclOidcMethod;
import io.praetor.model.acl.AclSetRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.AclAuthMethodGet;
import io.praetor.server.query.AclAuthMethodList;
import io.praetor.server.query.AclBindingRuleGet;
import io.praetor.server.query.AclBindingRuleList;
import io.praetor.server.query.AclOidcMethods;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `/v1/acl/auth-method…` and `/v1/acl/binding-rule…` (`http-api.md` §18).
final class AclMethodEndpoint {
    private static final Codec<@Nullable List<AclBindingRule>> RULES = Codecs.list(AclBindingRule.CODEC);
    private static final Codec<@Nullable AclBindingRule> RULE = Codecs.pointer(AclBindingRule.CODEC);
    private static final Codec<@Nullable List<AclAuthMethodListStub>> METHODS =
            Codecs.list(AclAuthMethodListStub.CODEC);
    private static final Codec<@Nullable List<AclOidcMethod>> OIDC_METHODS = Codecs.list(AclOidcMethod.CODEC);
    private static final Codec<@Nullable AclAuthMethod> METHOD = Codecs.pointer(AclAuthMethod.CODEC);
    private static final String RULE_DECODING = "Bad request: BindingRule decoding failed: ";
    private static final String METHOD_DECODING = "Bad request: AuthMethod decoding failed: ";
    private static final String OTHER_RULE = "Bad request: BindingRule ID in URL and payload do not match";

    private final Reads reads;
    private final Acls acls;

    AclMethodEndpoint(Reads reads, Acls acls) {
        this.reads = reads;
        this.acls = acls;
    }

    private static String ruleId(Request request) {
        return Names.required(request, "Bad request: Missing binding rule ID");
    }

    private static String methodName(Request request) {
        return Names.required(request, "Bad request: Missing auth method name");
    }

    private AclDeleteRequest deletion(Request request, String id) {
        return new AclDeleteRequest(reads.datacenterName(request), id, reads.token(request));
    }

    // ---- binding rules

    Reply rules(Request request) {
        AclBindingRuleList wanted = new AclBindingRuleList(request.params().first("authmethod"));
        return reads.json(request, wanted, RULES, found -> found, Level.HIDDEN);
    }

    Reply rule(Request request) {
        return reads.read(
                request,
                new AclBindingRuleGet(ruleId(request)),
                answer -> answer.value() == null
                        ? Reads.missing(answer, Level.HIDDEN)
                        : Reads.<@Nullable AclBindingRule, @Nullable AclBindingRule>found(
                                answer, RULE, found -> found, Level.HIDDEN));
    }

    Reply createRule(Request request) {
        AclBindingRule given = Bodies.strict(request, AclBindingRule.CODEC, RULE_DECODING);
        if (!given.id().isEmpty()) {
            throw RequestFailure.badRequest(OTHER_RULE);
        }
        return set(request, given);
    }

    Reply updateRule(Request request) {
        String id = ruleId(request);
        AclBindingRule given = Bodies.strict(request, AclBindingRule.CODEC, RULE_DECODING);
        if (!given.id().isEmpty() && !given.id().equals(id)) {
            throw RequestFailure.badRequest(OTHER_RULE);
        }
        return set(request, given.withId(id));
    }

    private Reply set(Request request, AclBindingRule rule) {
        var change = new AclSetRequest<>(reads.datacenterName(request), rule, reads.token(request));
        return Reply.of(acls.setBindingRule(change), stored -> Reply.json(AclBindingRule.CODEC, stored));
    }

    Reply deleteRule(Request request) {
        return Reply.of(acls.deleteBindingRule(deletion(request, ruleId(request))), _ -> Reply.json(Codecs.BOOL, true));
    }

    // ---- auth methods

    Reply methods(Request request) {
        return reads.json(request, new AclAuthMethodList(), METHODS, found -> found, Level.HIDDEN);
    }

    Reply oidcMethods(Request request) {
        return reads.json(request, new AclOidcMethods(), OIDC_METHODS, found -> found, Level.HIDDEN);
    }

    Reply method(Request request) {
        return reads.read(
                request,
                new AclAuthMethodGet(methodName(request)),
                answer -> answer.value() == null
                        ? Reads.missing(answer, Level.HIDDEN)
                        : Reads.<@Nullable AclAuthMethod, @Nullable AclAuthMethod>found(
                                answer, METHOD, found -> found, Level.HIDDEN));
    }

    Reply createMethod(Request request) {
        return set(request, Bodies.strict(request, AclAuthMethod.CODEC, METHOD_DECODING));
    }

    Reply updateMethod(Request request) {
        String name = methodName(request);
        AclAuthMethod given = Bodies.strict(request, AclAuthMethod.CODEC, METHOD_DECODING);
        if (!given.name().isEmpty() && !given.name().equals(name)) {
            throw RequestFailure.badRequest("Bad request: AuthMethod Name in URL and payload do not match");
        }
        return set(request, given.withName(name));
    }

    private Reply set(Request request, AclAuthMethod method) {
        var change = new AclSetRequest<>(reads.datacenterName(request), method, reads.token(request));
        return Reply.of(acls.setAuthMethod(change), stored -> Reply.json(AclAuthMethod.CODEC, stored));
    }

    Reply deleteMethod(Request request) {
        return Reply.of(
                acls.deleteAuthMethod(deletion(request, methodName(request))), _ -> Reply.json(Codecs.BOOL, true));
    }
}
