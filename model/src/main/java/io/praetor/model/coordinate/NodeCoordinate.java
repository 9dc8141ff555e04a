package io.praetor.model.coordinate;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// Where a node is.
public record NodeCoordinate(
        String node, String segment, @Nullable Coordinate coord) {

    /// How it travels.
    public static final StructCodec<NodeCoordinate> CODEC = StructCodec.<NodeCoordinate>of("Coordinate")
            .field("Node", Codecs.TEXT, NodeCoordinate::node)
            .field("Segment", Codecs.TEXT, NodeCoordinate::segment)
            .field("Coord", Codecs.pointer(Coordinate.CODEC), NodeCoordinate::coord)
            .build(v -> new NodeCoordinate(v.next(), v.next(), v.next()));
}
