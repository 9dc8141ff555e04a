package io.praetor.server.state;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Where nodes are (`state-and-index.md` §14).
public final class CoordinateWrites {
    private final StateWrite write;

    CoordinateWrites(StateWrite write) {
        this.write = write;
    }

    /// Writes coordinates; those that are not numbers, and those of unknown nodes, are passed over.
    public void update(List<NodeCoordinate> batch) {
        boolean any = false;
        for (NodeCoordinate row : batch) {
            if (isValid(row.coord()) && write.nodes().get(row.node()) != null) {
                write.tx().put(Tables.COORDINATES, row);
                any = true;
            }
        }
        if (any) {
            write.touch(Indexes.COORDINATES);
        }
    }

    private static boolean isValid(@Nullable Coordinate place) {
        return place != null
                && (place.vec() == null || place.vec().stream().allMatch(Double::isFinite))
                && Double.isFinite(place.error())
                && Double.isFinite(place.adjustment())
                && Double.isFinite(place.height());
    }
}
