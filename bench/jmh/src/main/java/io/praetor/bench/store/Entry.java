package io.praetor.bench.store;

import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Table;
import io.praetor.store.WriteTransaction;

/// A row as small as a KV entry gets, so that what is measured is the store.
record Entry(String path, long version) {
    static final Index<Entry> BY_PATH = Index.unique("path", row -> Key.of(row.path()));
    static final Table<Entry> ENTRIES = Table.of("entries", BY_PATH);

    private static final int PER_FOLDER = 1000;

    /// The `i`-th path: folders of 1000 entries.
    static String path(int i) {
        return "config/app-%05d/setting-%03d".formatted(i / PER_FOLDER, i % PER_FOLDER);
    }

    static Key key(int i) {
        return Key.of(path(i));
    }

    static Key folder(int i) {
        return Key.of("config/app-%05d/".formatted(i / PER_FOLDER));
    }

    static void fill(WriteTransaction transaction, int rows) {
        for (int i = 0; i < rows; i++) {
            transaction.put(ENTRIES, new Entry(path(i), 1));
        }
    }
}
