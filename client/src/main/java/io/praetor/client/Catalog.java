package io.praetor.client;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Nodes and services of a datacenter (spec/http-api.md section 7).
public final class Catalog {
    private static final Codec<@Nullable Map<String, @Nullable List<String>>> TAGS_BY_NAME = Codecs.map(Codecs.TEXTS);

    private final Calls calls;

    Catalog(Calls calls) {
        this.calls = calls;
    }

    /// The known datacenters, nearest first.
    public List<String> datacenters() throws ConsulException {
        List<String> names =
                calls.read(Request.get("/v1/catalog/datacenters"), Codecs.TEXTS).value();
        return names == null ? List.of() : names;
    }

    /// All nodes.
    public Answer<List<Node>> nodes(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/catalog/nodes").withQuery(query), Node.CODEC);
    }

    /// All services by name, each with the tags any of its instances has.
    public Answer<Map<String, List<String>>> services(Query query) throws ConsulException {
        Answer<@Nullable Map<String, @Nullable List<String>>> answer =
                calls.read(Request.get("/v1/catalog/services").withQuery(query), TAGS_BY_NAME);
        Map<String, List<String>> services = new java.util.TreeMap<>();
        Map<String, @Nullable List<String>> found = answer.value();
        if (found != null) {
            for (Map.Entry<String, @Nullable List<String>> service : found.entrySet()) {
                List<String> tags = service.getValue();
                services.put(service.getKey(), tags == null ? List.of() : tags);
            }
        }
        return Calls.with(answer, services);
    }

    /// The instances of a service.
    public Answer<List<ServiceNode>> service(String name, Query query) throws ConsulException {
        return calls.list(Request.get("/v1/catalog/service/" + name).withQuery(query), ServiceNode.CODEC);
    }

    /// A node and its services by ID; empty when there is no such node.
    public Answer<Optional<NodeServices>> node(String name, Query query) throws ConsulException {
        Answer<@Nullable NodeServices> answer = calls.read(
                Request.get("/v1/catalog/node/" + name).withQuery(query), Codecs.pointer(NodeServices.CODEC));
        return Calls.with(answer, Optional.ofNullable(answer.value()));
    }
}
