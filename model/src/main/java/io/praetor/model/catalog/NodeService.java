package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An instance of a service, as its node registered it.
///
/// @param kind empty for a typical service, else such as `connect-proxy` or `ingress-gateway`
/// @param id unique on its node
/// @param service its name
/// @param address empty: the node's
/// @param weights set by the state when missing
/// @param locallyRegisteredAsSidecar known to the registering agent only
public record NodeService(
        String kind,
        String id,
        String service,
        @Nullable List<String> tags,
        String address,
        @Nullable Map<String, ServiceAddress> taggedAddresses,
        @Nullable Map<String, String> meta,
        int port,
        @Nullable Weights weights,
        boolean enableTagOverride,
        ConnectProxyConfig proxy,
        ServiceConnect connect,
        boolean locallyRegisteredAsSidecar,
        long createIndex,
        long modifyIndex) {

    /// The kind of a sidecar proxy.
    public static final String CONNECT_PROXY = "connect-proxy";

    /// How it travels.
    public static final StructCodec<NodeService> CODEC = StructCodec.<NodeService>of("NodeService")
            .field("Kind", Codecs.TEXT, NodeService::kind)
            .omitEmpty()
            .field("ID", Codecs.TEXT, NodeService::id)
            .field("Service", Codecs.TEXT, NodeService::service)
            .field("Tags", Codecs.TEXTS, NodeService::tags)
            .field("Address", Codecs.TEXT, NodeService::address)
            .field("TaggedAddresses", Codecs.map(ServiceAddress.CODEC), NodeService::taggedAddresses)
            .omitEmpty()
            .field("Meta", Codecs.TEXT_MAP, NodeService::meta)
            .field("Port", Codecs.INT, NodeService::port)
            .field("Weights", Codecs.pointer(Weights.CODEC), NodeService::weights)
            .field("EnableTagOverride", Codecs.BOOL, NodeService::enableTagOverride)
            .field("Proxy", ConnectProxyConfig.CODEC, NodeService::proxy)
            .field("Connect", ServiceConnect.CODEC, NodeService::connect)
            .field("LocallyRegisteredAsSidecar", Codecs.BOOL, NodeService::locallyRegisteredAsSidecar)
            .packOnly()
            .field("CreateIndex", Codecs.UINT64, NodeService::createIndex)
            .field("ModifyIndex", Codecs.UINT64, NodeService::modifyIndex)
            .build(v -> new NodeService(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public NodeService withIndexes(long create, long modify) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                create,
                modify);
    }

    /// The same, with `null` tags made empty, as most reads show them (`http-api.md` §5).
    public NodeService withTagsNormalised() {
        return tags == null ? withTags(List.of()) : this;
    }

    /// The same with these tags.
    public NodeService withTags(List<String> newTags) {
        return new NodeService(
                kind,
                id,
                service,
                newTags,
                address,
                taggedAddresses,
                meta,
                port,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /// The same with this ID.
    public NodeService withId(String newId) {
        return new NodeService(
                kind,
                newId,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                weights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /// The same with these weights.
    public NodeService withWeights(Weights newWeights) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                newWeights,
                enableTagOverride,
                proxy,
                connect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }

    /// The same, registered as a sidecar or not.
    public NodeService withLocallyRegisteredAsSidecar(boolean sidecar) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                weights,
                enableTagOverride,
                proxy,
                connect,
                sidecar,
                createIndex,
                modifyIndex);
    }

    /// The same, taking part in the mesh like this.
    public NodeService withConnect(ServiceConnect newConnect) {
        return new NodeService(
                kind,
                id,
                service,
                tags,
                address,
                taggedAddresses,
                meta,
                port,
                weights,
                enableTagOverride,
                proxy,
                newConnect,
                locallyRegisteredAsSidecar,
                createIndex,
                modifyIndex);
    }
}
