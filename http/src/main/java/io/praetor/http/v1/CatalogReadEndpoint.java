package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.catalog.GatewayService;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.query.GatewayServices;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.NodeServiceEntries;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.ServiceList;
import io.praetor.server.query.ServiceNodes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The reads of `/v1/catalog/…` (`http-api.md` §7).
final class CatalogReadEndpoint {
    private static final Codec<@Nullable List<Node>> NODES = Codecs.list(Node.CODEC);
    private static final Codec<@Nullable List<ServiceNode>> INSTANCES = Codecs.list(ServiceNode.CODEC);
    private static final Codec<@Nullable Map<String, @Nullable List<String>>> TAGS = Codecs.map(Codecs.TEXTS);
    private static final Codec<@Nullable NodeServices> SERVICES = Codecs.pointer(NodeServices.CODEC);
    private static final Codec<@Nullable List<GatewayService>> MAPPINGS = Codecs.list(GatewayService.CODEC);

    private final Reads reads;

    CatalogReadEndpoint(Reads reads) {
        this.reads = reads;
    }

    Reply nodes(Request request) {
        NodeList query = new NodeList(Reads.nodeMeta(request), reads.near(request), Names.filter(request));
        return reads.json(request, query, NODES, found -> found, Level.SHOWN);
    }

    Reply services(Request request) {
        return reads.keptJson(request, new ServiceList(Reads.nodeMeta(request)), TAGS, Map::copyOf, Level.SHOWN);
    }

    Reply service(Request request) {
        return instances(request, false);
    }

    Reply connect(Request request) {
        return instances(request, true);
    }

    private Reply instances(Request request, boolean connect) {
        String service = Names.required(request, "Missing service name");
        ServiceNodes query = new ServiceNodes(
                service,
                connect,
                connect ? List.of() : request.params().all("tag"),
                Reads.nodeMeta(request),
                reads.near(request),
                Names.filter(request));
        return reads.keptJson(
                request,
                query,
                INSTANCES,
                found -> found.stream().map(ServiceNode::withTagsNormalised).toList(),
                Level.SHOWN);
    }

    Reply node(Request request) {
        String node = Names.required(request, "Missing node name");
        NodeServiceMap query = new NodeServiceMap(node, Names.filter(request));
        return reads.json(request, query, SERVICES, CatalogReadEndpoint::normalised, Level.SHOWN);
    }

    private static @Nullable NodeServices normalised(@Nullable NodeServices found) {
        if (found == null || found.services() == null) {
            return found;
        }
        Map<String, NodeService> services = new LinkedHashMap<>();
        found.services().forEach((id, service) -> services.put(id, service.withTagsNormalised()));
        return new NodeServices(found.node(), services);
    }

    Reply nodeServices(Request request) {
        String node = Names.required(request, "Missing node name");
        NodeServiceEntries query = new NodeServiceEntries(node, Names.filter(request));
        return reads.json(request, query, NodeServiceList.CODEC, CatalogReadEndpoint::normalised, Level.SHOWN);
    }

    private static NodeServiceList normalised(NodeServiceList found) {
        List<NodeService> services = found.services();
        return services == null
                ? found
                : new NodeServiceList(
                        found.node(),
                        services.stream().map(NodeService::withTagsNormalised).toList());
    }

    /// A gateway without services is answered with `null`, as the original does.
    Reply gatewayServices(Request request) {
        String gateway = Names.required(request, "Missing gateway name");
        return reads.json(request, new GatewayServices(gateway), MAPPINGS, found -> found, Level.SHOWN);
    }
}
