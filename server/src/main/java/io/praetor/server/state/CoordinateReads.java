package io.praetor.server.state;

import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of coordinates.
public final class CoordinateReads {
    private final Reader reader;

    CoordinateReads(Reader reader) {
        this.reader = reader;
    }

    /// All coordinates, by node and segment.
    public Indexed<List<NodeCoordinate>> all(Watches watches) {
        return list(reader.all(Tables.COORDINATES, watches));
    }

    /// The coordinates of a node, one a segment.
    public Indexed<List<NodeCoordinate>> ofNode(String node, Watches watches) {
        return list(reader.scan(Tables.COORDINATES, Tables.COORDINATES.primary(), Keys.within(node), watches));
    }

    /// Where a node is, for sorting by distance; null when that is unknown.
    public @Nullable Coordinate of(String node, String segment) {
        NodeCoordinate row = reader.get(Tables.COORDINATES, Keys.names(node, segment), Watches.NONE);
        return row == null ? null : row.coord();
    }

    private Indexed<List<NodeCoordinate>> list(Iterable<NodeCoordinate> rows) {
        List<NodeCoordinate> all = new ArrayList<>();
        rows.forEach(all::add);
        return new Indexed<>(Indexes.max(reader, Indexes.COORDINATES), Collections.unmodifiableList(all));
    }
}
