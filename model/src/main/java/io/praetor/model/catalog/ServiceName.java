package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A service's name, in a form that leaves room for a namespace.
public record ServiceName(String name) {

    /// How it travels.
    public static final StructCodec<ServiceName> CODEC = StructCodec.<ServiceName>of("ServiceName")
            .field("Name", Codecs.TEXT, ServiceName::name)
            .build(v -> new ServiceName(v.next()));
}
