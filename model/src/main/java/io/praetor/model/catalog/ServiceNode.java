package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An instance of a service together with the node it runs on, flat.
///
/// @param id the node's UUID
/// @param createIndex of the instance
/// @param modifyIndex of the instance
public record ServiceNode(
        String id,
        String node,
        String address,
        String datacenter,
        @Nullable Map<String, String> taggedAddresses,
        @Nullable Map<String, String> nodeMeta,
        String serviceKind,
        String serviceId,
        String serviceName,
        @Nullable List<String> serviceTags,
        String serviceAddress,
        @Nullable Map<String, ServiceAddress> serviceTaggedAddresses,
        Weights serviceWeights,
        @Nullable Map<String, String> serviceMeta,
        int servicePort,
        boolean serviceEnableTagOverride,
        ConnectProxyConfig serviceProxy,
        ServiceConnect serviceConnect,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<ServiceNode> CODEC = StructCodec.<ServiceNode>of("ServiceNode")
            .field("ID", Codecs.TEXT, ServiceNode::id)
            .field("Node", Codecs.TEXT, ServiceNode::node)
            .field("Address", Codecs.TEXT, ServiceNode::address)
            .field("Datacenter", Codecs.TEXT, ServiceNode::datacenter)
            .field("TaggedAddresses", Codecs.TEXT_MAP, ServiceNode::taggedAddresses)
            .field("NodeMeta", Codecs.TEXT_MAP, ServiceNode::nodeMeta)
            .field("ServiceKind", Codecs.TEXT, ServiceNode::serviceKind)
            .field("ServiceID", Codecs.TEXT, ServiceNode::serviceId)
            .field("ServiceName", Codecs.TEXT, ServiceNode::serviceName)
            .field("ServiceTags", Codecs.TEXTS, ServiceNode::serviceTags)
            .field("ServiceAddress", Codecs.TEXT, ServiceNode::serviceAddress)
            .field("ServiceTaggedAddresses", Codecs.map(ServiceAddress.CODEC), ServiceNode::serviceTaggedAddresses)
            .omitEmpty()
            .field("ServiceWeights", Weights.CODEC, ServiceNode::serviceWeights)
            .field("ServiceMeta", Codecs.TEXT_MAP, ServiceNode::serviceMeta)
            .field("ServicePort", Codecs.INT, ServiceNode::servicePort)
            .field("ServiceEnableTagOverride", Codecs.BOOL, ServiceNode::serviceEnableTagOverride)
            .field("ServiceProxy", ConnectProxyConfig.CODEC, ServiceNode::serviceProxy)
            .field("ServiceConnect", ServiceConnect.CODEC, ServiceNode::serviceConnect)
            .field("CreateIndex", Codecs.UINT64, ServiceNode::createIndex)
            .field("ModifyIndex", Codecs.UINT64, ServiceNode::modifyIndex)
            .build(v -> new ServiceNode(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next()));

    /// The same with these Raft indexes.
    public ServiceNode withIndexes(long create, long modify) {
        return new ServiceNode(
                id,
                node,
                address,
                datacenter,
                taggedAddresses,
                nodeMeta,
                serviceKind,
                serviceId,
                serviceName,
                serviceTags,
                serviceAddress,
                serviceTaggedAddresses,
                serviceWeights,
                serviceMeta,
                servicePort,
                serviceEnableTagOverride,
                serviceProxy,
                serviceConnect,
                create,
                modify);
    }

    /// An instance with the data of its node.
    public static ServiceNode of(Node node, NodeService service) {
        return new ServiceNode(
                node.id(),
                node.node(),
                node.address(),
                node.datacenter(),
                node.taggedAddresses(),
                node.meta(),
                service.kind(),
                service.id(),
                service.service(),
                service.tags(),
                service.address(),
                service.taggedAddresses(),
                service.weights() == null ? Weights.DEFAULT : service.weights(),
                service.meta(),
                service.port(),
                service.enableTagOverride(),
                service.proxy(),
                service.connect(),
                service.createIndex(),
                service.modifyIndex());
    }

    /// The same, with `null` tags made empty, as most reads show them (`http-api.md` §5).
    public ServiceNode withTagsNormalised() {
        return serviceTags == null ? withServiceTags(List.of()) : this;
    }

    /// The same with these tags.
    public ServiceNode withServiceTags(List<String> tags) {
        return new ServiceNode(
                id,
                node,
                address,
                datacenter,
                taggedAddresses,
                nodeMeta,
                serviceKind,
                serviceId,
                serviceName,
                tags,
                serviceAddress,
                serviceTaggedAddresses,
                serviceWeights,
                serviceMeta,
                servicePort,
                serviceEnableTagOverride,
                serviceProxy,
                serviceConnect,
                createIndex,
                modifyIndex);
    }
}
