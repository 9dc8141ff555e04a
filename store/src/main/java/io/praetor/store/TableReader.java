package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// The queries, over whatever version of the trees a subclass holds.
abstract sealed class TableReader implements Reader permits Snapshot, WriteTransaction {
    /// Above this many bytes beyond the prefix found, everything below it is watched instead.
    private static final int PREFIXES_WATCHED_ONE_BY_ONE = 64;

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
    public final boolean settled() {
        return store.settled();
    }

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
            watchLongestPrefix(position, at, key, leaf == null ? 0 : leaf.key.length, watches);
        }
        return row(leaf, index);
    }

    @Override
    public final int count(Table<?> table) {
        return rows(store.position(table));
    }

    abstract int rows(int table);

    /// The answer changes with the row found, at `length` bytes, or when a longer prefix of the key appears.
    private void watchLongestPrefix(int table, int index, Key key, int length, Watches watches) {
        Node root = root(table, index);
        if (key.length() - length > PREFIXES_WATCHED_ONE_BY_ONE) {
            byte[] prefix = key.first(length).bytes();
            store.watchPrefix(published(), table, index, prefix, Radix.under(root, prefix), watches);
            return;
        }
        for (int longer = length; longer <= key.length(); longer++) {
            byte[] prefix = key.first(longer).bytes();
            store.watchKey(published(), table, index, prefix, Radix.get(root, prefix), watches);
        }
    }

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
