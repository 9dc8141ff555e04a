package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// One published version of a table; immutable.
final class TableState {
    /// The tree of each index, the primary one first.
    private final @Nullable Node[] roots;
    /// Per index: how many keys were ever added to its tree. Two versions of equal count have the same keys missing,
    /// but for keys deleted between them.
    private final long[] insertions;

    private final int rows;

    TableState(@Nullable Node[] roots, long[] insertions, int rows) {
        this.roots = roots;
        this.insertions = insertions;
        this.rows = rows;
    }

    static TableState empty(int indexes) {
        return new TableState(new @Nullable Node[indexes], new long[indexes], 0);
    }

    @Nullable Node root(int index) {
        return roots[index];
    }

    long insertions(int index) {
        return insertions[index];
    }

    int rows() {
        return rows;
    }

    int indexes() {
        return roots.length;
    }
}
