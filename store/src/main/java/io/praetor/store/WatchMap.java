package io.praetor.store;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The cells of one kind (exact keys, or prefixes) of one index.
///
/// Joining and leaving happen inside the hash table's atomic `compute`, which serialises them with each other and with
/// a cell being taken out to fire; so an emptied cell is dropped at once and nothing leaks.
final class WatchMap {
    private final ConcurrentHashMap<Span, Cell> cells = new ConcurrentHashMap<>(1);

    boolean isEmpty() {
        return cells.isEmpty();
    }

    int size() {
        return cells.size();
    }

    /// Adds `watches` to the cell of `key`, unless it is there already or takes no more.
    void join(byte[] key, Watches watches) {
        cells.compute(new Span(key), (span, present) -> {
            Cell cell = present == null ? new Cell(this, span) : present;
            Registration registration = watches.admit(cell);
            if (registration == null) {
                return present;
            }
            cell.link(registration);
            return cell;
        });
    }

    void leave(Registration registration) {
        Cell left = registration.cell;
        cells.computeIfPresent(left.span, (_, present) -> {
            if (present != left) {
                return present; // fired meanwhile; this is its successor
            }
            left.unlink(registration);
            return left.isEmpty() ? null : left;
        });
    }

    /// Takes the cell of `span` out, to be fired.
    @Nullable Cell take(Span span) {
        // most changed keys are watched by nobody, and a failed get locks nothing
        return cells.get(span) == null ? null : cells.remove(span);
    }

    /// Takes out all cells there were at the time of the call.
    void takeAll(List<Cell> taken) {
        for (Span span : new ArrayList<>(cells.keySet())) {
            Cell cell = cells.remove(span);
            if (cell != null) {
                taken.add(cell);
            }
        }
    }
}
