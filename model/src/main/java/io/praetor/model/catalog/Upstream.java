package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a proxy's application may reach, and where it finds it locally.
///
/// @param destinationType `service`, `prepared_query`, or empty for `service`
/// @param ingressHosts filled for ingress gateways only
public record Upstream(
        String destinationType,
        String destinationNamespace,
        String destinationName,
        String datacenter,
        String localBindAddress,
        int localBindPort,
        @Nullable Map<String, @Nullable Object> config,
        MeshGatewayConfig meshGateway,
        @Nullable List<String> ingressHosts) {

    /// How it travels.
    public static final StructCodec<Upstream> CODEC = StructCodec.<Upstream>of("Upstream")
            .field("DestinationType", Codecs.TEXT, Upstream::destinationType)
            .alias("destination_type")
            .field("DestinationNamespace", Codecs.TEXT, Upstream::destinationNamespace)
            .omitEmpty()
            .alias("destination_namespace")
            .field("DestinationName", Codecs.TEXT, Upstream::destinationName)
            .alias("destination_name")
            .field("Datacenter", Codecs.TEXT, Upstream::datacenter)
            .field("LocalBindAddress", Codecs.TEXT, Upstream::localBindAddress)
            .omitEmpty()
            .alias("local_bind_address")
            .field("LocalBindPort", Codecs.INT, Upstream::localBindPort)
            .alias("local_bind_port")
            .field("Config", Codecs.ANY_MAP, Upstream::config)
            .omitEmpty()
            .field("MeshGateway", MeshGatewayConfig.CODEC, Upstream::meshGateway)
            .alias("mesh_gateway")
            .field("IngressHosts", Codecs.TEXTS, Upstream::ingressHosts)
            .packOnly()
            .build(v -> new Upstream(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
