package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// How traffic to other data centres leaves.
///
/// @param mode `none`, `local`, `remote`, or empty for the default
public record MeshGatewayConfig(String mode) {

    /// How it travels.
    public static final StructCodec<MeshGatewayConfig> CODEC = StructCodec.<MeshGatewayConfig>of("MeshGatewayConfig")
            .field("Mode", Codecs.TEXT, MeshGatewayConfig::mode)
            .omitEmpty()
            .build(v -> new MeshGatewayConfig(v.next()));
}
