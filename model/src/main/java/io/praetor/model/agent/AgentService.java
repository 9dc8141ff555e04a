package io.praetor.model.agent;

import io.praetor.model.catalog.ConnectProxyConfig;
import io.praetor.model.catalog.ExposeConfig;
import io.praetor.model.catalog.MeshGatewayConfig;
import io.praetor.model.catalog.ServiceAddress;
import io.praetor.model.catalog.ServiceConnect;
import io.praetor.model.catalog.Upstream;
import io.praetor.model.catalog.Weights;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service as the agent that owns it shows it (`http-api.md` §5).
///
/// @param tags never null
/// @param meta never null
/// @param contentHash changes whenever anything else does; empty where it is not shown
/// @param proxy of proxies and gateways only
/// @param connect of services that speak Connect themselves only
public record AgentService(
        String kind,
        String id,
        String service,
        @Nullable List<String> tags,
        @Nullable Map<String, String> meta,
        int port,
        String address,
        @Nullable Map<String, ServiceAddress> taggedAddresses,
        Weights weights,
        boolean enableTagOverride,
        long createIndex,
        long modifyIndex,
        String contentHash,
        @Nullable ConnectProxyConfig proxy,
        @Nullable ServiceConnect connect) {

    private static final StructCodec<Upstream> UPSTREAM = StructCodec.<Upstream>of("Upstream")
            .field("DestinationType", Codecs.TEXT, Upstream::destinationType)
            .omitEmpty()
            .field("DestinationNamespace", Codecs.TEXT, Upstream::destinationNamespace)
            .omitEmpty()
            .field("DestinationName", Codecs.TEXT, Upstream::destinationName)
            .field("Datacenter", Codecs.TEXT, Upstream::datacenter)
            .omitEmpty()
            .field("LocalBindAddress", Codecs.TEXT, Upstream::localBindAddress)
            .omitEmpty()
            .field("LocalBindPort", Codecs.INT, Upstream::localBindPort)
            .omitEmpty()
            .field("Config", Codecs.ANY_MAP, Upstream::config)
            .omitEmpty()
            .field("MeshGateway", MeshGatewayConfig.CODEC, Upstream::meshGateway)
            .build(v ->
                    new Upstream(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), null));

    private static final StructCodec<ConnectProxyConfig> PROXY = StructCodec.<ConnectProxyConfig>of(
                    "AgentServiceConnectProxyConfig")
            .field("DestinationServiceName", Codecs.TEXT, ConnectProxyConfig::destinationServiceName)
            .omitEmpty()
            .field("DestinationServiceID", Codecs.TEXT, ConnectProxyConfig::destinationServiceId)
            .omitEmpty()
            .field("LocalServiceAddress", Codecs.TEXT, ConnectProxyConfig::localServiceAddress)
            .omitEmpty()
            .field("LocalServicePort", Codecs.INT, ConnectProxyConfig::localServicePort)
            .omitEmpty()
            .field("Config", Codecs.ANY_MAP, ConnectProxyConfig::config)
            .omitEmpty()
            .field("Upstreams", Codecs.list(UPSTREAM), ConnectProxyConfig::upstreams)
            .omitEmpty()
            .field("MeshGateway", MeshGatewayConfig.CODEC, ConnectProxyConfig::meshGateway)
            .field("Expose", ExposeConfig.CODEC, ConnectProxyConfig::expose)
            .build(v -> new ConnectProxyConfig(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    private static final StructCodec<ServiceConnect> CONNECT = StructCodec.<ServiceConnect>of("AgentServiceConnect")
            .field("Native", Codecs.BOOL, ServiceConnect::isNative)
            .omitEmpty()
            .build(v -> new ServiceConnect(v.next(), null));

    /// How it travels.
    public static final StructCodec<AgentService> CODEC = StructCodec.<AgentService>of("AgentService")
            .field("Kind", Codecs.TEXT, AgentService::kind)
            .omitEmpty()
            .field("ID", Codecs.TEXT, AgentService::id)
            .field("Service", Codecs.TEXT, AgentService::service)
            .field("Tags", Codecs.TEXTS, AgentService::tags)
            .field("Meta", Codecs.TEXT_MAP, AgentService::meta)
            .field("Port", Codecs.INT, AgentService::port)
            .field("Address", Codecs.TEXT, AgentService::address)
            .field("TaggedAddresses", Codecs.map(ServiceAddress.CODEC), AgentService::taggedAddresses)
            .omitEmpty()
            .field("Weights", Weights.CODEC, AgentService::weights)
            .field("EnableTagOverride", Codecs.BOOL, AgentService::enableTagOverride)
            .field("CreateIndex", Codecs.UINT64, AgentService::createIndex)
            .omitEmpty()
            .field("ModifyIndex", Codecs.UINT64, AgentService::modifyIndex)
            .omitEmpty()
            .field("ContentHash", Codecs.TEXT, AgentService::contentHash)
            .omitEmpty()
            .field("Proxy", Codecs.pointer(PROXY), AgentService::proxy)
            .omitEmpty()
            .field("Connect", Codecs.pointer(CONNECT), AgentService::connect)
            .omitEmpty()
            .build(v -> new AgentService(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with this hash.
    public AgentService withContentHash(String hash) {
        return new AgentService(
                kind,
                id,
                service,
                tags,
                meta,
                port,
                address,
                taggedAddresses,
                weights,
                enableTagOverride,
                createIndex,
                modifyIndex,
                hash,
                proxy,
                connect);
    }
}
