package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclPolicyListStub;
import io.praetor.model.codec.Json;
import java.util.List;

/// Policies (spec/http-api.md section 18). One that does not exist is an error with status 403.
public final class AclPolicies {
    private static final String PATH = "/v1/acl/policy";

    private final Calls calls;

    AclPolicies(Calls calls) {
        this.calls = calls;
    }

    /// Makes a policy; its ID is empty and chosen by the servers.
    public AclPolicy create(AclPolicy policy) throws ConsulException {
        return write(PATH, policy);
    }

    /// Replaces the policy with this ID.
    public AclPolicy update(AclPolicy policy) throws ConsulException {
        return write(PATH + "/" + policy.id(), policy);
    }

    private AclPolicy write(String path, AclPolicy policy) throws ConsulException {
        Request request = Request.put(path).withBody(Bytes.of(Json.compact(AclPolicy.CODEC, policy)));
        return calls.read(request, AclPolicy.CODEC).value();
    }

    /// One policy.
    public Answer<AclPolicy> read(String id, Query query) throws ConsulException {
        return calls.read(Request.get(PATH + "/" + id).withQuery(query), AclPolicy.CODEC);
    }

    /// Deletes a policy; it need not exist.
    public void delete(String id) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + id));
    }

    /// All policies, without their rules.
    public Answer<List<AclPolicyListStub>> list(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/acl/policies").withQuery(query), AclPolicyListStub.CODEC);
    }
}
