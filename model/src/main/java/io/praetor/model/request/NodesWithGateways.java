package io.praetor.model.request;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.GatewayService;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryMeta;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Every instance with its checks, and what gateways serve.
public record NodesWithGateways(
        @Nullable List<CheckServiceNode> nodes, @Nullable List<GatewayService> gateways, QueryMeta meta) {

    /// How it travels.
    public static final StructCodec<NodesWithGateways> CODEC = StructCodec.<NodesWithGateways>of(
                    "IndexedNodesWithGateways")
            .field("Nodes", Codecs.list(CheckServiceNode.CODEC), NodesWithGateways::nodes)
            .field("Gateways", Codecs.list(GatewayService.CODEC), NodesWithGateways::gateways)
            .embed(QueryMeta.CODEC, NodesWithGateways::meta)
            .build(v -> new NodesWithGateways(v.next(), v.next(), v.embedded(QueryMeta.CODEC)));
}
