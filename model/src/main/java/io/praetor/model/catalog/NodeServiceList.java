package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A node and its services.
public record NodeServiceList(@Nullable Node node, @Nullable List<NodeService> services) {

    /// How it travels.
    public static final StructCodec<NodeServiceList> CODEC = StructCodec.<NodeServiceList>of("NodeServiceList")
            .field("Node", Codecs.pointer(Node.CODEC), NodeServiceList::node)
            .field("Services", Codecs.list(NodeService.CODEC), NodeServiceList::services)
            .build(v -> new NodeServiceList(v.next(), v.next()));
}
