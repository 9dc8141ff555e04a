package io.praetor.server.query;

import io.praetor.model.coordinate.NodeCoordinate;
import java.util.List;

/// The coordinates of one node (`/v1/coordinate/node/:n`); none when it has none.
public record CoordinateNode(String node) implements Query<List<NodeCoordinate>> {}
