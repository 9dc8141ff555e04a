package io.praetor.store;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A kind of rows and the ways to find them. An identity: make each table once
/// (`static final Table<Node> NODES = Table.of("nodes", BY_NAME, BY_ID)`) and give it to any number of stores.
///
/// @param <R> the row type, immutable; a changed row is a new object
public final class Table<R> {
    private final String name;
    /// The primary index first.
    private final List<Index<R>> indexes;

    private Table(String name, List<Index<R>> indexes) {
        this.name = name;
        this.indexes = indexes;
    }

    /// A table of rows that differ in their `primary` key.
    ///
    /// @throws IllegalArgumentException when `primary` is not unique or two indexes share a name
    @SafeVarargs
    public static <R> Table<R> of(String name, Index<R> primary, Index<R>... secondary) {
        List<Index<R>> indexes = new ArrayList<>(secondary.length + 1);
        indexes.add(primary);
        for (Index<R> index : secondary) {
            indexes.add(index);
        }
        if (!primary.isUnique()) {
            throw new IllegalArgumentException(
                    "table \"" + name + "\": primary index \"" + primary.name() + "\" must be unique");
        }
        Set<String> names = new HashSet<>();
        for (Index<R> index : indexes) {
            if (!names.add(index.name())) {
                throw new IllegalArgumentException(
                        "table \"" + name + "\": index \"" + index.name() + "\" is there twice");
            }
        }
        return new Table<>(name, List.copyOf(indexes));
    }

    /// What the table is called in messages.
    public String name() {
        return name;
    }

    /// The index that tells rows apart.
    public Index<R> primary() {
        return indexes.getFirst();
    }

    int indexCount() {
        return indexes.size();
    }

    Index<R> index(int position) {
        return indexes.get(position);
    }

    /// @throws IllegalArgumentException when `index` is of another table
    int position(Index<R> index) {
        for (int i = 0; i < indexes.size(); i++) {
            if (indexes.get(i) == index) {
                return i;
            }
        }
        throw new IllegalArgumentException("table \"" + name + "\" has no index \"" + index.name() + "\"");
    }

    @Override
    public String toString() {
        return name;
    }
}
