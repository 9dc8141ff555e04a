package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The proxy part of a service's registration.
///
/// @param config free-form, for the proxy
public record ConnectProxyConfig(
        String destinationServiceName,
        String destinationServiceId,
        String localServiceAddress,
        int localServicePort,
        @Nullable Map<String, @Nullable Object> config,
        @Nullable List<Upstream> upstreams,
        MeshGatewayConfig meshGateway,
        ExposeConfig expose) {

    /// How it travels.
    public static final StructCodec<ConnectProxyConfig> CODEC = StructCodec.<ConnectProxyConfig>of("ConnectProxyConfig")
            .field("DestinationServiceName", Codecs.TEXT, ConnectProxyConfig::destinationServiceName)
            .omitEmpty()
            .alias("destination_service_name")
            .field("DestinationServiceID", Codecs.TEXT, ConnectProxyConfig::destinationServiceId)
            .omitEmpty()
            .alias("destination_service_id")
            .field("LocalServiceAddress", Codecs.TEXT, ConnectProxyConfig::localServiceAddress)
            .omitEmpty()
            .alias("local_service_address")
            .field("LocalServicePort", Codecs.INT, ConnectProxyConfig::localServicePort)
            .omitEmpty()
            .alias("local_service_port")
            .field("Config", Codecs.ANY_MAP, ConnectProxyConfig::config)
            .omitEmpty()
            .field("Upstreams", Codecs.list(Upstream.CODEC), ConnectProxyConfig::upstreams)
            .omitEmpty()
            .field("MeshGateway", MeshGatewayConfig.CODEC, ConnectProxyConfig::meshGateway)
            .alias("mesh_gateway")
            .field("Expose", ExposeConfig.CODEC, ConnectProxyConfig::expose)
            .build(v -> new ConnectProxyConfig(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
