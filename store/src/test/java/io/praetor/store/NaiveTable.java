package io.praetor.store;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The oracle: rows in a sorted map, and every answer by looking at all of them.
final class NaiveTable {
    private final TreeMap<Key, Instance> rows = new TreeMap<>();

    NaiveTable copy() {
        NaiveTable copy = new NaiveTable();
        copy.rows.putAll(rows);
        return copy;
    }

    int count() {
        return rows.size();
    }

    @Nullable Instance get(Key id) {
        return rows.get(id);
    }

    /// Whether another row has the serial of `row`.
    boolean collides(Instance row) {
        return row.serial() != null
                && rows.values().stream()
                        .anyMatch(other ->
                                !other.id().equals(row.id()) && row.serial().equals(other.serial()));
    }

    void put(Instance row) {
        rows.put(Instance.key(row.id()), row);
    }

    boolean delete(Key id) {
        return rows.remove(id) != null;
    }

    List<Instance> below(Key prefix) {
        return rows.entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(prefix))
                .map(Map.Entry::getValue)
                .toList();
    }

    void clear() {
        rows.clear();
    }

    List<Instance> scan(Index<Instance> index, Key prefix) {
        record Entry(Key key, Key id, Instance row) {}
        List<Entry> entries = new ArrayList<>();
        rows.forEach((id, row) -> {
            for (Key key : new HashSet<>(index.keysOf(row))) {
                if (key.startsWith(prefix)) {
                    entries.add(new Entry(key, id, row));
                }
            }
        });
        entries.sort(Comparator.comparing(Entry::key).thenComparing(Entry::id));
        return entries.stream().map(Entry::row).toList();
    }

    List<Instance> lookup(Index<Instance> index, Key key) {
        return rows.values().stream()
                .filter(row -> index.keysOf(row).contains(key))
                .toList();
    }

    List<Instance> longestPrefix(Index<Instance> index, Key key) {
        for (int length = key.length(); length >= 0; length--) {
            List<Instance> found = lookup(index, key.first(length));
            if (!found.isEmpty()) {
                return found.subList(0, 1);
            }
        }
        return List.of();
    }
}
