package io.praetor.client;

import io.praetor.model.codec.Codecs;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The certificates of the mesh, as JSON values (spec/http-api.md section 6).
public final class Connect {
    private final Calls calls;

    Connect(Calls calls) {
        this.calls = calls;
    }

    /// The certificate authorities to trust.
    public Answer<@Nullable Map<String, @Nullable Object>> roots(Query query) throws ConsulException {
        return read(Request.get("/v1/agent/connect/ca/roots").withQuery(query));
    }

    /// Certificate and private key of a service on the agent's node.
    public Answer<@Nullable Map<String, @Nullable Object>> leaf(String service, Query query) throws ConsulException {
        return read(Request.get("/v1/agent/connect/ca/leaf/" + service).withQuery(query));
    }

    private Answer<@Nullable Map<String, @Nullable Object>> read(Request request) throws ConsulException {
        return calls.read(request, Codecs.ANY_MAP);
    }
}
