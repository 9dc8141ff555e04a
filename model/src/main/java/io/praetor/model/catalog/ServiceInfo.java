package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An instance with its node and checks, or a gateway's mapping, for the UI.
public record ServiceInfo(
        @Nullable Node node,
        @Nullable NodeService service,
        @Nullable List<HealthCheck> checks,
        @Nullable GatewayService gatewayService) {

    /// How it travels.
    public static final StructCodec<ServiceInfo> CODEC = StructCodec.<ServiceInfo>of("ServiceInfo")
            .field("Node", Codecs.pointer(Node.CODEC), ServiceInfo::node)
            .field("Service", Codecs.pointer(NodeService.CODEC), ServiceInfo::service)
            .field("Checks", Codecs.list(HealthCheck.CODEC), ServiceInfo::checks)
            .field("GatewayService", Codecs.pointer(GatewayService.CODEC), ServiceInfo::gatewayService)
            .build(v -> new ServiceInfo(v.next(), v.next(), v.next(), v.next()));
}
