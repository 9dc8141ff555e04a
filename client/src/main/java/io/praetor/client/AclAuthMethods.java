package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.acl.AclAuthMethodListStub;
import io.praetor.model.codec.Json;
import java.util.List;
import java.util.Optional;

/// Auth methods, which have names in place of IDs (spec/http-api.md section 18).
public final class AclAuthMethods {
    private static final String PATH = "/v1/acl/auth-method";

    private final Calls calls;

    AclAuthMethods(Calls calls) {
        this.calls = calls;
    }

    /// Makes an auth method, or replaces the one of that name.
    public AclAuthMethod create(AclAuthMethod method) throws ConsulException {
        return write(PATH, method);
    }

    /// Replaces the auth method of this name.
    public AclAuthMethod update(AclAuthMethod method) throws ConsulException {
        return write(PATH + "/" + method.name(), method);
    }

    private AclAuthMethod write(String path, AclAuthMethod method) throws ConsulException {
        Request request = Request.put(path).withBody(Bytes.of(Json.compact(AclAuthMethod.CODEC, method)));
        return calls.read(request, AclAuthMethod.CODEC).value();
    }

    /// One auth method, if it exists.
    public Answer<Optional<AclAuthMethod>> read(String name, Query query) throws ConsulException {
        return calls.findOne(Request.get(PATH + "/" + name).withQuery(query), AclAuthMethod.CODEC);
    }

    /// Deletes an auth method, its binding rules and the tokens it has made; it need not exist.
    public void delete(String name) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + name));
    }

    /// All auth methods, without their configuration.
    public Answer<List<AclAuthMethodListStub>> list(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/acl/auth-methods").withQuery(query), AclAuthMethodListStub.CODEC);
    }
}
