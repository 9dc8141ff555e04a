package io.praetor.server.wire;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.GatewayService;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.catalog.ServiceName;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.codec.Codecs;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DatacentersRequest;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.request.NodeSpecificRequest;
import io.praetor.model.request.ServiceSpecificRequest;
import io.praetor.model.rpc.Empty;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.GatewayServices;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.NodeServiceEntries;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.Query;
import io.praetor.server.query.ServiceList;
import io.praetor.server.query.ServiceNames;
import io.praetor.server.query.ServiceNodes;
import io.praetor.server.query.ServicesAtAddress;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// `Catalog.…` (`rpc.md` §7).
public final class CatalogMethods {
    /// Registers a node and what is on it.
    public static final CallMethod<RegisterRequest, Empty> REGISTER = CallMethod.of(
            "Catalog.Register", Kind.WRITE, RegisterRequest.CODEC, Empty.CODEC, RegisterRequest::datacenter);

    /// Removes a service, a check or a node.
    public static final CallMethod<DeregisterRequest, Empty> DEREGISTER = CallMethod.of(
            "Catalog.Deregister", Kind.WRITE, DeregisterRequest.CODEC, Empty.CODEC, DeregisterRequest::datacenter);

    /// The datacenters that are known, nearest first.
    public static final CallMethod<DatacentersRequest, List<String>> LIST_DATACENTERS = CallMethod.of(
            "Catalog.ListDatacenters", Kind.LOCAL, DatacentersRequest.CODEC, Forms.list(Codecs.TEXT), null);

    /// The nodes.
    public static final ReadMethod<NodeList, List<Node>> LIST_NODES = Replies.list(
            ReadMethod.named("Catalog.ListNodes", NodeList.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (query, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(),
                                    Forms.nilIfEmpty(query.nodeMeta()),
                                    envelope.source(query.near()),
                                    envelope.options(query.filter())),
                            (request, here) -> new NodeList(
                                    Forms.orEmpty(request.nodeMetaFilters()),
                                    Envelope.near(request.source(), here),
                                    Filter.of(request.options().filter()))),
            "IndexedNodes",
            "Nodes",
            Node.CODEC,
            NodeList::filter);

    /// The names of services with their tags.
    public static final ReadMethod<ServiceList, Map<String, List<String>>> LIST_SERVICES = Replies.value(
            ReadMethod.named("Catalog.ListServices", ServiceList.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (query, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(),
                                    Forms.nilIfEmpty(query.nodeMeta()),
                                    QuerySource.NONE,
                                    envelope.options()),
                            (request, _) -> new ServiceList(Forms.orEmpty(request.nodeMetaFilters()))),
            "IndexedServices",
            "Services",
            Codecs.map(Forms.list(Codecs.TEXT)),
            (_, services) -> services,
            (_, services) -> Forms.orEmpty(services));

    /// The names of services.
    public static final ReadMethod<ServiceNames, List<ServiceName>> SERVICE_LIST = Replies.value(
            ReadMethod.named("Catalog.ServiceList", ServiceNames.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new ServiceNames()),
            "IndexedServiceList",
            "Services",
            Codecs.list(ServiceName.CODEC),
            (_, names) -> names,
            (_, names) -> Replies.orEmpty(names));

    /// The instances of a service, or what is at an address.
    public static final ReadMethod<Query<List<ServiceNode>>, List<ServiceNode>> SERVICE_NODES = Replies.list(
            ReadMethod.named("Catalog.ServiceNodes", List.of(ServiceNodes.class, ServicesAtAddress.class))
                    .request(ServiceSpecificRequest.CODEC, CatalogMethods::wire, CatalogMethods::question),
            "IndexedServiceNodes",
            "ServiceNodes",
            ServiceNode.CODEC,
            CatalogMethods::filter);

    /// The services of a node as a list; anti-entropy asks for it.
    public static final ReadMethod<NodeServiceEntries, NodeServiceList> NODE_SERVICE_LIST = Replies.value(
            ReadMethod.named("Catalog.NodeServiceList", NodeServiceEntries.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) -> new NodeSpecificRequest(
                                    envelope.datacenter(), query.node(), envelope.options(query.filter())),
                            (request, _) -> new NodeServiceEntries(
                                    node(request), Filter.of(request.options().filter()))),
            "IndexedNodeServiceList",
            "NodeServices",
            NodeServiceList.CODEC,
            (query, found) -> found.services() == null
                    ? found
                    : new NodeServiceList(found.node(), Replies.nilIfEmpty(found.services(), query.filter())),
            (_, found) -> found.node() == null
                    ? found
                    : new NodeServiceList(found.node(), Replies.orEmpty(found.services())));

    /// The services of a node by ID.
    public static final ReadMethod<NodeServiceMap, @Nullable NodeServices> NODE_SERVICES = Replies.same(
            ReadMethod.<NodeServiceMap, @Nullable NodeServices>named("Catalog.NodeServices", NodeServiceMap.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) -> new NodeSpecificRequest(
                                    envelope.datacenter(), query.node(), envelope.options(query.filter())),
                            (request, _) -> new NodeServiceMap(
                                    node(request), Filter.of(request.options().filter()))),
            "IndexedNodeServices",
            "NodeServices",
            Codecs.pointer(NodeServices.CODEC));

    /// What a gateway serves.
    public static final ReadMethod<GatewayServices, @Nullable List<GatewayService>> GATEWAY_SERVICES = Replies.same(
            ReadMethod.<GatewayServices, @Nullable List<GatewayService>>named(
                            "Catalog.GatewayServices", GatewayServices.class)
                    .request(
                            ServiceSpecificRequest.CODEC,
                            (query, envelope) -> Forms.service(query.gateway(), envelope),
                            (request, _) -> new GatewayServices(request.serviceName())),
            "IndexedGatewayServices",
            "Services",
            Codecs.list(GatewayService.CODEC));

    private CatalogMethods() {}

    private static String node(NodeSpecificRequest request) {
        if (request.node().isEmpty()) {
            throw RequestFailure.internal("Must provide node");
        }
        return request.node();
    }

    private static ServiceSpecificRequest wire(Query<List<ServiceNode>> query, Envelope envelope) {
        return switch (query) {
            case ServiceNodes asked ->
                new ServiceSpecificRequest(
                        envelope.datacenter(),
                        Forms.nilIfEmpty(asked.nodeMeta()),
                        asked.service(),
                        "",
                        "",
                        Replies.nilIfEmpty(asked.tags(), Filter.NONE),
                        "",
                        !asked.tags().isEmpty(),
                        envelope.source(asked.near()),
                        asked.connect(),
                        false,
                        envelope.options(asked.filter()));
            case ServicesAtAddress asked ->
                new ServiceSpecificRequest(
                        envelope.datacenter(),
                        null,
                        "",
                        "",
                        "",
                        null,
                        asked.address(),
                        false,
                        QuerySource.NONE,
                        false,
                        false,
                        envelope.options(asked.filter()));
            default -> throw new IllegalArgumentException("no question of Catalog.ServiceNodes: " + query);
        };
    }

    private static Query<List<ServiceNode>> question(ServiceSpecificRequest request, String here) {
        Filter filter = Filter.of(request.options().filter());
        if (!request.connect() && !request.serviceAddress().isEmpty()) {
            return new ServicesAtAddress(request.serviceAddress(), filter);
        }
        return new ServiceNodes(
                Forms.serviceName(request),
                request.connect(),
                Forms.tags(request),
                Forms.orEmpty(request.nodeMetaFilters()),
                Envelope.near(request.source(), here),
                filter);
    }

    private static Filter filter(Query<List<ServiceNode>> query) {
        return switch (query) {
            case ServiceNodes asked -> asked.filter();
            case ServicesAtAddress asked -> asked.filter();
            default -> Filter.NONE;
        };
    }
}
