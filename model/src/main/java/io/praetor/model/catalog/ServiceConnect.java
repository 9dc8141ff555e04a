package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// How a service takes part in the mesh.
///
/// @param isNative speaks mutual TLS itself
/// @param sidecarService seen in agents' registrations only
public record ServiceConnect(boolean isNative, @Nullable ServiceDefinition sidecarService) {

    /// How it travels.
    public static final StructCodec<ServiceConnect> CODEC = StructCodec.<ServiceConnect>of("ServiceConnect")
            .field("Native", Codecs.BOOL, ServiceConnect::isNative)
            .omitEmpty()
            .field(
                    "SidecarService",
                    Codecs.pointer(Codecs.later(() -> ServiceDefinition.CODEC)),
                    ServiceConnect::sidecarService)
            .omitEmpty()
            .alias("sidecar_service")
            .build(v -> new ServiceConnect(v.next(), v.next()));
}
