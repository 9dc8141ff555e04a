package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A service as agents' registrations and configuration files say it.
public record ServiceDefinition(
        String kind,
        String id,
        String name,
        @Nullable List<String> tags,
        String address,
        @Nullable Map<String, ServiceAddress> taggedAddresses,
        @Nullable Map<String, String> meta,
        int port,
        CheckType check,
        @Nullable List<CheckType> checks,
        @Nullable Weights weights,
        String token,
        boolean enableTagOverride,
        @Nullable ConnectProxyConfig proxy,
        @Nullable ServiceConnect connect) {

    /// How it travels.
    public static final StructCodec<ServiceDefinition> CODEC = StructCodec.<ServiceDefinition>of("ServiceDefinition")
            .field("Kind", Codecs.TEXT, ServiceDefinition::kind)
            .omitEmpty()
            .field("ID", Codecs.TEXT, ServiceDefinition::id)
            .field("Name", Codecs.TEXT, ServiceDefinition::name)
            .field("Tags", Codecs.TEXTS, ServiceDefinition::tags)
            .field("Address", Codecs.TEXT, ServiceDefinition::address)
            .field("TaggedAddresses", Codecs.map(ServiceAddress.CODEC), ServiceDefinition::taggedAddresses)
            .alias("tagged_addresses")
            .field("Meta", Codecs.TEXT_MAP, ServiceDefinition::meta)
            .field("Port", Codecs.INT, ServiceDefinition::port)
            .field("Check", CheckType.CODEC, ServiceDefinition::check)
            .field("Checks", Codecs.list(CheckType.CODEC), ServiceDefinition::checks)
            .field("Weights", Codecs.pointer(Weights.CODEC), ServiceDefinition::weights)
            .field("Token", Codecs.TEXT, ServiceDefinition::token)
            .field("EnableTagOverride", Codecs.BOOL, ServiceDefinition::enableTagOverride)
            .alias("enable_tag_override")
            .field("Proxy", Codecs.pointer(ConnectProxyConfig.CODEC), ServiceDefinition::proxy)
            .field("Connect", Codecs.pointer(ServiceConnect.CODEC), ServiceDefinition::connect)
            .build(v -> new ServiceDefinition(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(),
                    v.next(), v.next(), v.next(), v.next(), v.next()));
}
