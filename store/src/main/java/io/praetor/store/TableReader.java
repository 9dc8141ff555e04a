package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// The queries, over whatever version of the trees a subclass holds.
abstract sealed class TableReader implements Reader permits Snapshot, WriteTransaction {
    final Store store;

    TableReader(Store store) {
        this.store = store;
    }

    /// The tree of an index as it is now.
    abstract @Nullable Node root(int table, int index);

    /// The same, never to change.
    abstract @Nullable Node lastingRoot(int table, int index);

    /// The published version that reads here are based on.
    abstract Snapshot published();

    @Override
    public final <R> @Nullable R get(Table<R> table, Key primaryKey, Watches watches) {
        return find(table, 0, primaryKey, watches);
    }

    @Override
    public final <R> @Nullable R first(Table<R> table, Index<R> index, Key key, Watches watches) {
        return find(table, table.position(index), key, watches);
    }

    @Override
    public final <R> Iterable<R> all(Table<R> table, Watches watches) {
        return scan(table, table.primary(), Key.EMPTY, watches);
    }

    @Override
    public final <R> Iterable<R> scan(Table<R> table, Index<R> index, Key prefix, Watches watches) {
        int position = store.position(table);
        int at = table.position(index);
        Node subtree = Radix.under(lastingRoot(position, at), prefix.bytes());
        if (watches != Watches.NONE) {
            store.watchPrefix(published(), position, at, prefix.bytes(), subtree, watches);
        }
        boolean unique = index.isUnique();
        return () -> new RowIterator<>(subtree, unique);
    }

    @Override
    public final <R> Iterable<R> lookup(Table<R> table, Index<R> index, Key key, Watches watches) {
        int position = store.position(table);
        int at = table.position(index);
        Leaf leaf = Radix.get(lastingRoot(position, at), key.bytes());
        if (watches != Watches.NONE) {
            store.watchKey(published(), position, at, key.bytes(), leaf, watches);
        }
        boolean unique = index.isUnique();
        return () -> new RowIterator<>(leaf, unique);
    }

    @Override
    public final <R> @Nullable R longestPrefix(Table<R> table, Index<R> index, Key key, Watches watches) {
        int position = store.position(table);
        int at = table.position(index);
        Leaf leaf = Radix.longestPrefix(root(position, at), key.bytes());
        if (watches != Watches.NONE) {
            // the answer changes with the row found, or when one of the longer prefixes of the key appears
            for (int length = leaf == null ? 0 : leaf.key.length; length <= key.length(); length++) {
                byte[] prefix = key.first(length).bytes();
                store.watchKey(published(), position, at, prefix, Radix.get(root(position, at), prefix), watches);
            }
        }
        return row(leaf, index);
    }

    @Override
    public final int count(Table<?> table) {
        return rows(store.position(table));
    }

    abstract int rows(int table);

    private <R> @Nullable R find(Table<R> table, int at, Key key, Watches watches) {
        int position = store.position(table);
        Leaf leaf = Radix.get(root(position, at), key.bytes());
        if (watches != Watches.NONE) {
            store.watchKey(published(), position, at, key.bytes(), leaf, watches);
        }
        return row(leaf, table.index(at));
    }

    /// The row of an index entry, the first of several.
    @SuppressWarnings("unchecked") // a tree of Table<R> holds what put(Table<R>, R) was given
    static <R> @Nullable R row(@Nullable Leaf leaf, Index<R> index) {
        if (leaf == null) {
            return null;
        }
        return (R) (index.isUnique() ? leaf.value : Radix.first((Node) leaf.value).value);
    }
}
