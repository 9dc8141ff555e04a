package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.connect.CaConfiguration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The certificates of the mesh, as JSON values, and the authority that signs them (spec/http-api.md
/// sections 6 and 13).
public final class Connect {
    private static final String CONFIGURATION = "/v1/connect/ca/configuration";

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

    /// How the certificate authority is configured.
    public CaConfiguration configuration(Query query) throws ConsulException {
        return calls.read(Request.get(CONFIGURATION).withQuery(query), CaConfiguration.CODEC)
                .value();
    }

    /// Configures the certificate authority.
    public void configure(CaConfiguration configuration) throws ConsulException {
        calls.run(Request.put(CONFIGURATION).withBody(Bytes.of(Json.compact(CaConfiguration.CODEC, configuration))));
    }

    private Answer<@Nullable Map<String, @Nullable Object>> read(Request request) throws ConsulException {
        return calls.read(request, Codecs.ANY_MAP);
    }
}
