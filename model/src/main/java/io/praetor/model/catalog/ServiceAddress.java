package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Where a service is reached.
public record ServiceAddress(String address, int port) {

    /// How it travels.
    public static final StructCodec<ServiceAddress> CODEC = StructCodec.<ServiceAddress>of("ServiceAddress")
            .field("Address", Codecs.TEXT, ServiceAddress::address)
            .field("Port", Codecs.INT, ServiceAddress::port)
            .build(v -> new ServiceAddress(v.next(), v.next()));
}
