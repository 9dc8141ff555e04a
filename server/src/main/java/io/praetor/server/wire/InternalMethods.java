package io.praetor.server.wire;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.event.EventFireRequest;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponses;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.request.NodeSpecificRequest;
import io.praetor.model.request.NodesWithGateways;
import io.praetor.model.request.ServiceDumpRequest;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.UiNode;
import io.praetor.server.query.UiNodes;
import io.praetor.server.query.UiServices;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `Internal.…` (`rpc.md` §7).
public final class InternalMethods {
    private static final String REPLY = "IndexedNodeDump";
    private static final String FIELD = "Dump";

    /// Tells every member of the datacenter's gossip pool a user event.
    public static final CallMethod<EventFireRequest, QueryMeta> EVENT_FIRE = CallMethod.of(
            "Internal.EventFire", Kind.READ, EventFireRequest.CODEC, QueryMeta.CODEC, EventFireRequest::datacenter);

    /// Lists or changes the keys that gossip is encrypted with, in every datacenter.
    public static final CallMethod<KeyringRequest, KeyringResponses> KEYRING_OPERATION =
            CallMethod.of("Internal.KeyringOperation", Kind.WRITE, KeyringRequest.CODEC, KeyringResponses.CODEC, null);

    /// One node with its services and checks.
    public static final ReadMethod<UiNode, List<NodeInfo>> NODE_INFO = Replies.value(
            ReadMethod.named("Internal.NodeInfo", UiNode.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) ->
                                    new NodeSpecificRequest(envelope.datacenter(), query.node(), envelope.options()),
                            (request, _) -> new UiNode(request.node())),
            REPLY,
            FIELD,
            Codecs.list(NodeInfo.CODEC),
            (_, nodes) -> withNilLists(nodes, Filter.NONE),
            (_, nodes) -> withEmptyLists(Replies.orEmpty(nodes)));

    /// Every node with its services and checks.
    public static final ReadMethod<UiNodes, List<NodeInfo>> NODE_DUMP = Replies.value(
            ReadMethod.named("Internal.NodeDump", UiNodes.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (query, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options(query.filter())),
                            (request, _) ->
                                    new UiNodes(Filter.of(request.options().filter()))),
            REPLY,
            FIELD,
            Codecs.list(NodeInfo.CODEC),
            (query, nodes) -> withNilLists(nodes, query.filter()),
            (_, nodes) -> withEmptyLists(Replies.orEmpty(nodes)));

    /// Every instance with its checks.
    public static final ReadMethod<UiServices, List<CheckServiceNode>> SERVICE_DUMP = ReadMethod.named(
                    "Internal.ServiceDump", UiServices.class)
            .request(
                    ServiceDumpRequest.CODEC,
                    (query, envelope) -> {
                        String kind = query.kind();
                        return new ServiceDumpRequest(
                                envelope.datacenter(),
                                kind == null ? "" : kind,
                                kind != null,
                                QuerySource.NONE,
                                envelope.options(query.filter()));
                    },
                    (request, _) -> new UiServices(
                            request.useServiceKind() ? request.serviceKind() : null,
                            Filter.of(request.options().filter())))
            .reply(
                    NodesWithGateways.CODEC,
                    (query, answer) -> new NodesWithGateways(
                            Replies.nilIfEmpty(HealthMethods.withNilChecks(answer.value()), query.filter()),
                            null,
                            Envelope.meta(answer)),
                    (_, packed) -> HealthMethods.withEmptyChecks(Replies.orEmpty(packed.nodes())),
                    NodesWithGateways::meta);

    private InternalMethods() {}

    /// A node without services or checks has nil on the wire.
    private static @Nullable List<NodeInfo> withNilLists(List<NodeInfo> nodes, Filter filter) {
        List<NodeInfo> changed = nodes.stream()
                .map(node -> with(node, nilIfEmpty(node.services()), nilIfEmpty(node.checks())))
                .toList();
        return Replies.nilIfEmpty(changed, filter);
    }

    private static <E> @Nullable List<E> nilIfEmpty(@Nullable List<E> list) {
        return list == null || list.isEmpty() ? null : list;
    }

    /// The other way round.
    private static List<NodeInfo> withEmptyLists(List<NodeInfo> nodes) {
        return nodes.stream()
                .map(node -> with(node, Replies.orEmpty(node.services()), Replies.orEmpty(node.checks())))
                .toList();
    }

    private static NodeInfo with(
            NodeInfo node, @Nullable List<NodeService> services, @Nullable List<HealthCheck> checks) {
        return new NodeInfo(
                node.id(), node.node(), node.address(), node.taggedAddresses(), node.meta(), services, checks);
    }
}
