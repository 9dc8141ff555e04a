package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node with everything on it, for the UI.
public record NodeInfo(
        String id,
        String node,
        String address,
        @Nullable Map<String, String> taggedAddresses,
        @Nullable Map<String, String> meta,
        @Nullable List<NodeService> services,
        @Nullable List<HealthCheck> checks) {

    /// How it travels.
    public static final StructCodec<NodeInfo> CODEC = StructCodec.<NodeInfo>of("NodeInfo")
            .field("ID", Codecs.TEXT, NodeInfo::id)
            .field("Node", Codecs.TEXT, NodeInfo::node)
            .field("Address", Codecs.TEXT, NodeInfo::address)
            .field("TaggedAddresses", Codecs.TEXT_MAP, NodeInfo::taggedAddresses)
            .field("Meta", Codecs.TEXT_MAP, NodeInfo::meta)
            .field("Services", Codecs.list(NodeService.CODEC), NodeInfo::services)
            .field("Checks", Codecs.list(HealthCheck.CODEC), NodeInfo::checks)
            .build(v -> new NodeInfo(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));
}
