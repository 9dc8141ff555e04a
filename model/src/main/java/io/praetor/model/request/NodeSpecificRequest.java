package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read about one node.
public record NodeSpecificRequest(String datacenter, String node, QueryOptions options) implements ReadRequest {

    /// How it travels.
    public static final StructCodec<NodeSpecificRequest> CODEC = StructCodec.<NodeSpecificRequest>of(
                    "NodeSpecificRequest")
            .field("Datacenter", Codecs.TEXT, NodeSpecificRequest::datacenter)
            .field("Node", Codecs.TEXT, NodeSpecificRequest::node)
            .embed(QueryOptions.CODEC, NodeSpecificRequest::options)
            .build(v -> new NodeSpecificRequest(v.next(), v.next(), v.embedded(QueryOptions.CODEC)));
}
