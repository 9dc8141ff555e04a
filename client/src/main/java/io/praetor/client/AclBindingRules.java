package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclBindingRule;
import io.praetor.model.codec.Json;
import java.util.List;
import java.util.Optional;

/// Binding rules (spec/http-api.md section 18).
public final class AclBindingRules {
    private static final String PATH = "/v1/acl/binding-rule";

    private final Calls calls;

    AclBindingRules(Calls calls) {
        this.calls = calls;
    }

    /// Makes a binding rule; its ID is empty and chosen by the servers.
    public AclBindingRule create(AclBindingRule rule) throws ConsulException {
        return write(PATH, rule);
    }

    /// Replaces the binding rule with this ID.
    public AclBindingRule update(AclBindingRule rule) throws ConsulException {
        return write(PATH + "/" + rule.id(), rule);
    }

    private AclBindingRule write(String path, AclBindingRule rule) throws ConsulException {
        Request request = Request.put(path).withBody(Bytes.of(Json.compact(AclBindingRule.CODEC, rule)));
        return calls.read(request, AclBindingRule.CODEC).value();
    }

    /// One binding rule, if it exists.
    public Answer<Optional<AclBindingRule>> read(String id, Query query) throws ConsulException {
        return calls.findOne(Request.get(PATH + "/" + id).withQuery(query), AclBindingRule.CODEC);
    }

    /// Deletes a binding rule; it need not exist.
    public void delete(String id) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + id));
    }

    /// Binding rules.
    ///
    /// @param method only those of this auth method; empty means all
    public Answer<List<AclBindingRule>> list(String method, Query query) throws ConsulException {
        Request request = Request.get("/v1/acl/binding-rules").withQuery(query);
        return calls.list(method.isEmpty() ? request : request.with("authmethod", method), AclBindingRule.CODEC);
    }
}
