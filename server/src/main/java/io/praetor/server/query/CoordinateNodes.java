package io.praetor.server.query;

import io.praetor.model.coordinate.NodeCoordinate;
import java.util.List;

/// The coordinates of all nodes (`/v1/coordinate/nodes`).
public record CoordinateNodes() implements Query<List<NodeCoordinate>> {}
