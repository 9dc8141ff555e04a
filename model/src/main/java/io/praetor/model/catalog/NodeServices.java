package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A node and its services by ID.
public record NodeServices(@Nullable Node node, @Nullable Map<String, NodeService> services) {

    /// How it travels.
    public static final StructCodec<NodeServices> CODEC = StructCodec.<NodeServices>of("NodeServices")
            .field("Node", Codecs.pointer(Node.CODEC), NodeServices::node)
            .field("Services", Codecs.map(NodeService.CODEC), NodeServices::services)
            .build(v -> new NodeServices(v.next(), v.next()));
}
