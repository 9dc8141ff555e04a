package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// That a gateway serves a service.
///
/// @param fromWildcard the gateway serves `*`, not this service by name
public record GatewayService(
        ServiceName gateway,
        ServiceName service,
        String gatewayKind,
        int port,
        String protocol,
        @Nullable List<String> hosts,
        String caFile,
        String certFile,
        String keyFile,
        String sni,
        boolean fromWildcard,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<GatewayService> CODEC = StructCodec.<GatewayService>of("GatewayService")
            .field("Gateway", ServiceName.CODEC, GatewayService::gateway)
            .field("Service", ServiceName.CODEC, GatewayService::service)
            .field("GatewayKind", Codecs.TEXT, GatewayService::gatewayKind)
            .field("Port", Codecs.INT, GatewayService::port)
            .omitEmpty()
            .field("Protocol", Codecs.TEXT, GatewayService::protocol)
            .omitEmpty()
            .field("Hosts", Codecs.TEXTS, GatewayService::hosts)
            .omitEmpty()
            .field("CAFile", Codecs.TEXT, GatewayService::caFile)
            .omitEmpty()
            .field("CertFile", Codecs.TEXT, GatewayService::certFile)
            .omitEmpty()
            .field("KeyFile", Codecs.TEXT, GatewayService::keyFile)
            .omitEmpty()
            .field("SNI", Codecs.TEXT, GatewayService::sni)
            .omitEmpty()
            .field("FromWildcard", Codecs.BOOL, GatewayService::fromWildcard)
            .omitEmpty()
            .field("CreateIndex", Codecs.UINT64, GatewayService::createIndex)
            .field("ModifyIndex", Codecs.UINT64, GatewayService::modifyIndex)
            .build(v -> new GatewayService(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public GatewayService withIndexes(long create, long modify) {
        return new GatewayService(
                gateway,
                service,
                gatewayKind,
                port,
                protocol,
                hosts,
                caFile,
                certFile,
                keyFile,
                sni,
                fromWildcard,
                create,
                modify);
    }
}
