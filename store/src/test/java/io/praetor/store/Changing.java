package io.praetor.store;

import static io.praetor.store.Instance.INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

/// One random change, made to both sides.
final class Changing {
    private Changing() {}

    /// Answers the rows that went or came.
    static List<Instance> step(Chance chance, WriteTransaction transaction, NaiveTable naive) {
        return switch (chance.below(10)) {
            case 0, 1 -> delete(chance.key(), transaction, naive);
            case 2 -> putAgain(chance.key(), transaction, naive);
            case 3 -> chance.oneIn(4) ? deleteBelow(chance.key(), transaction, naive) : List.of();
            case 4 -> chance.oneIn(50) ? clear(transaction, naive) : List.of();
            default -> put(chance.row(), transaction, naive);
        };
    }

    private static List<Instance> put(Instance row, WriteTransaction transaction, NaiveTable naive) {
        if (naive.collides(row)) {
            assertThatThrownBy(() -> transaction.put(INSTANCES, row)).isInstanceOf(IllegalStateException.class);
            return List.of();
        }
        Instance before = naive.get(Instance.key(row.id()));
        transaction.put(INSTANCES, row);
        naive.put(row);
        return before == null ? List.of(row) : List.of(before, row);
    }

    private static List<Instance> putAgain(Key id, WriteTransaction transaction, NaiveTable naive) {
        Instance row = naive.get(id);
        if (row != null) {
            transaction.put(INSTANCES, row);
        }
        return List.of();
    }

    private static List<Instance> delete(Key id, WriteTransaction transaction, NaiveTable naive) {
        Instance row = naive.get(id);
        boolean there = naive.delete(id);
        assertThat(transaction.delete(INSTANCES, id)).isEqualTo(there);
        return row == null ? List.of() : List.of(row);
    }

    private static List<Instance> deleteBelow(Key prefix, WriteTransaction transaction, NaiveTable naive) {
        List<Instance> gone = naive.below(prefix);
        gone.forEach(row -> naive.delete(Instance.key(row.id())));
        assertThat(transaction.deletePrefix(INSTANCES, prefix)).isEqualTo(gone.size());
        return gone;
    }

    private static List<Instance> clear(WriteTransaction transaction, NaiveTable naive) {
        transaction.clear(INSTANCES);
        List<Instance> gone = naive.below(Key.EMPTY);
        naive.clear();
        return gone;
    }
}
