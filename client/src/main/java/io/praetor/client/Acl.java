package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.GoDuration;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclObserved;
import io.praetor.model.acl.AclOidcAuthUrl;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcCallbackParams;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclWhy;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.time.Duration;
import java.util.Map;

/// Access control: who may do what (spec/http-api.md section 18).
public final class Acl {
    private final Calls calls;

    Acl(Calls calls) {
        this.calls = calls;
    }

    /// Policies, which hold rules.
    public AclPolicies policies() {
        return new AclPolicies(calls);
    }

    /// Templates of policies. Newer than Consul 1.9.
    public AclTemplates templates() {
        return new AclTemplates(calls);
    }

    /// Tokens, which have policies and roles.
    public AclTokens tokens() {
        return new AclTokens(calls);
    }

    /// Roles, which are policies under one name.
    public AclRoles roles() {
        return new AclRoles(calls);
    }

    /// Auth methods, which know people and programs by what others say of them.
    public AclAuthMethods authMethods() {
        return new AclAuthMethods(calls);
    }

    /// Binding rules: what whoever logs in may do.
    public AclBindingRules bindingRules() {
        return new AclBindingRules(calls);
    }

    /// Makes the first token, which may do everything; once in the life of a cluster.
    public AclToken bootstrap() throws ConsulException {
        return calls.read(Request.put("/v1/acl/bootstrap"), AclToken.CODEC).value();
    }

    /// The same with a secret that is chosen before. Newer than Consul 1.9.
    ///
    /// @param secret a UUID
    public AclToken bootstrap(String secret) throws ConsulException {
        byte[] body = Json.compact(Codecs.TEXT_MAP, Map.of("BootstrapSecret", secret));
        return calls.read(Request.put("/v1/acl/bootstrap").withBody(Bytes.of(body)), AclToken.CODEC)
                .value();
    }

    /// Makes a token for whoever an auth method knows. The client's own is not sent.
    ///
    /// @param bearerToken what proves to the method who it is
    /// @param meta        shown in the token's description
    public AclToken login(String authMethod, String bearerToken, Map<String, String> meta) throws ConsulException {
        byte[] body = Json.compact(AclLoginParams.CODEC, new AclLoginParams(authMethod, bearerToken, meta));
        return calls.read(Request.post("/v1/acl/login").as("").withBody(Bytes.of(body)), AclToken.CODEC)
                .value();
    }

    /// Where somebody signs in whom a provider knows. The client's own token is not sent.
    public String oidcAuthUrl(AclOidcAuthUrlParams login) throws ConsulException {
        byte[] body = Json.compact(AclOidcAuthUrlParams.CODEC, login);
        return calls.read(Request.post("/v1/acl/oidc/auth-url").as("").withBody(Bytes.of(body)), AclOidcAuthUrl.CODEC)
                .value()
                .authUrl();
    }

    /// Makes a token for whoever comes back from there. The client's own is not sent.
    public AclToken oidcCallback(AclOidcCallbackParams login) throws ConsulException {
        byte[] body = Json.compact(AclOidcCallbackParams.CODEC, login);
        return calls.read(Request.post("/v1/acl/oidc/callback").as("").withBody(Bytes.of(body)), AclToken.CODEC)
                .value();
    }

    /// Ends the client's own token, which a login has made.
    public void logout() throws ConsulException {
        calls.run(Request.post("/v1/acl/logout"));
    }

    /// Rules of the time before Consul 1.4 as they are written now.
    public String translate(String rules) throws ConsulException {
        Request request = Request.post("/v1/acl/rules/translate").withBody(Bytes.of(rules));
        return Bytes.of(Calls.body(calls.open(request))).utf8();
    }

    /// The rules of a token of that time, the same way.
    ///
    /// @param accessorId the token's
    public String translateRulesOf(String accessorId) throws ConsulException {
        Request request = Request.get("/v1/acl/rules/translate/" + accessorId);
        return Bytes.of(Calls.body(calls.open(request))).utf8();
    }

    /// Which rule of which policy decides whether a token may do something. Newer than Consul 1.9.
    ///
    /// @param accessorId the token's; empty: the client's own
    /// @param permission `resource:access` or `resource:access:name`, such as `key:write:foo/bar`
    public AclWhy why(String accessorId, String permission) throws ConsulException {
        Request request = Request.get("/v1/acl/why").with("permission", permission);
        if (!accessorId.isEmpty()) {
            request.with("accessor", accessorId);
        }
        return calls.read(request, AclWhy.CODEC).value();
    }

    /// Has the leader note from now on what a token is used for. Newer than Consul 1.9.
    public void observe(String accessorId, Duration time) throws ConsulException {
        calls.run(Request.put("/v1/acl/observe/" + accessorId).with("for", GoDuration.format(time.toNanos())));
    }

    /// What a token was used for since then. Newer than Consul 1.9.
    ///
    /// @param hidden whether to tell of what was left out of answers as well
    public AclObserved observed(String accessorId, boolean hidden) throws ConsulException {
        Request request = Request.get("/v1/acl/observe/" + accessorId);
        return calls.read(hidden ? request.with("hidden", "") : request, AclObserved.CODEC)
                .value();
    }
}
