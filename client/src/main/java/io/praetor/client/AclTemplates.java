package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclPolicy;
import io.praetor.model.acl.AclTemplate;
import io.praetor.model.acl.AclTemplateVariables;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.util.Map;

/// Templates of policies. Newer than Consul 1.9.
public final class AclTemplates {
    private static final String PATH = "/v1/acl/templated-policy";

    private final Calls calls;

    AclTemplates(Calls calls) {
        this.calls = calls;
    }

    /// All of them, by name.
    public Map<String, AclTemplate> list() throws ConsulException {
        Map<String, AclTemplate> all = calls.read(
                        Request.get("/v1/acl/templated-policies"), Codecs.map(AclTemplate.CODEC))
                .value();
        return all == null ? Map.of() : all;
    }

    /// One of them.
    public AclTemplate read(String name) throws ConsulException {
        return calls.read(Request.get(PATH + "/name/" + name), AclTemplate.CODEC)
                .value();
    }

    /// The policy that comes of one.
    public AclPolicy preview(String name, AclTemplateVariables variables) throws ConsulException {
        Request request = Request.post(PATH + "/preview/" + name)
                .withBody(Bytes.of(Json.compact(AclTemplateVariables.CODEC, variables)));
        return calls.read(request, AclPolicy.CODEC).value();
    }
}
