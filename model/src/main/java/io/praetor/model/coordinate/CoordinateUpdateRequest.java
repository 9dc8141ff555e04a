package io.praetor.model.coordinate;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// An agent says where its node is.
public record CoordinateUpdateRequest(
        String datacenter,
        String node,
        String segment,
        @Nullable Coordinate coord,
        String token) {

    /// How it travels.
    public static final StructCodec<CoordinateUpdateRequest> CODEC = StructCodec.<CoordinateUpdateRequest>of(
                    "CoordinateUpdateRequest")
            .field("Datacenter", Codecs.TEXT, CoordinateUpdateRequest::datacenter)
            .field("Node", Codecs.TEXT, CoordinateUpdateRequest::node)
            .field("Segment", Codecs.TEXT, CoordinateUpdateRequest::segment)
            .field("Coord", Codecs.pointer(Coordinate.CODEC), CoordinateUpdateRequest::coord)
            .field("Token", Codecs.TEXT, CoordinateUpdateRequest::token)
            .build(v -> new CoordinateUpdateRequest(v.next(), v.next(), v.next(), v.next(), v.next()));
}
