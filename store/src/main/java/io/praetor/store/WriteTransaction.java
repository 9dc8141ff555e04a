package io.praetor.store;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Changes that become visible together, or not at all. It reads its own writes. Used by one thread; after [#commit],
/// [#abort] or [#close] every call but `abort` and `close` is refused with [IllegalStateException].
///
/// A watch passed to a read in here stands for the committed state: it fires when this transaction, or a later one,
/// commits a change of what was read.
public final class WriteTransaction extends TableReader implements AutoCloseable {
    private @Nullable Snapshot base;
    private TableEditor<?>[] editors = {};
    /// By table: whether the editor holds this transaction's version.
    private boolean[] opened = {};

    private boolean wakeEverything;

    WriteTransaction(Store store) {
        super(store);
    }

    void open(Snapshot base, TableEditor<?>[] editors) {
        this.base = base;
        this.editors = editors;
        opened = new boolean[editors.length];
    }

    /// Inserts `row`, or replaces the row with its primary key. Putting the same object that is stored changes nothing.
    ///
    /// @throws IllegalArgumentException when the primary key is null
    /// @throws IllegalStateException when a unique index has another row with the new row's key; then nothing has
    ///     changed
    public <R> void put(Table<R> table, R row) {
        editor(table).put(row);
    }

    /// Deletes the row with this primary key; answers whether there was one.
    public <R> boolean delete(Table<R> table, Key primaryKey) {
        return editor(table).delete(primaryKey.bytes());
    }

    /// Deletes all rows whose primary key starts with `primaryPrefix`; answers how many.
    public <R> int deletePrefix(Table<R> table, Key primaryPrefix) {
        return editor(table).deletePrefix(primaryPrefix.bytes());
    }

    /// Deletes all rows.
    public <R> void clear(Table<R> table) {
        editor(table).clear();
    }

    /// Deletes all rows of all tables and wakes every watch on commit: what is put from here on replaces the store.
    public void replaceAll() {
        base();
        for (int i = 0; i < editors.length; i++) {
            editor(i).wipe();
        }
        wakeEverything = true;
    }

    /// On commit, fire all watches whatever changed.
    public void wakeEverything() {
        base();
        wakeEverything = true;
    }

    /// Publishes all changes with one volatile store, then hands the watches they concern to the wake executor. Without
    /// changes there is nothing to publish.
    public void commit() {
        Snapshot before = base();
        TableState[] tables = before.copyOfTables();
        List<TableEditor<?>> changed = new ArrayList<>(4);
        for (int i = 0; i < editors.length; i++) {
            if (opened[i] && editors[i].isChanged()) {
                tables[i] = editors[i].state();
                changed.add(editors[i]);
            }
        }
        try {
            if (!changed.isEmpty() || wakeEverything) {
                store.publish(new Snapshot(store, tables), changed, wakeEverything);
            }
        } finally {
            end();
        }
    }

    /// Drops all changes. Nothing happens if the transaction has ended.
    public void abort() {
        if (base != null) {
            end();
        }
    }

    /// [#abort], if not committed.
    @Override
    public void close() {
        abort();
    }

    @Override
    @Nullable Node root(int table, int index) {
        return opened[table] ? editors[table].root(index) : base().table(table).root(index);
    }

    @Override
    @Nullable Node lastingRoot(int table, int index) {
        return opened[table]
                ? editors[table].lastingRoot(index)
                : base().table(table).root(index);
    }

    @Override
    Snapshot published() {
        return base();
    }

    @Override
    int rows(int table) {
        return opened[table] ? editors[table].rows() : base().table(table).rows();
    }

    private Snapshot base() {
        if (base == null) {
            throw new IllegalStateException("the write transaction has ended");
        }
        return base;
    }

    @SuppressWarnings("unchecked") // the editor at a table's position is that table's
    private <R> TableEditor<R> editor(Table<R> table) {
        return (TableEditor<R>) editor(store.position(table));
    }

    private TableEditor<?> editor(int position) {
        Snapshot current = base();
        TableEditor<?> editor = editors[position];
        if (!opened[position]) {
            editor.open(current.table(position));
            opened[position] = true;
        }
        return editor;
    }

    private void end() {
        for (int i = 0; i < editors.length; i++) {
            if (opened[i]) {
                editors[i].close();
            }
        }
        base = null;
        Arrays.fill(opened, false);
        store.release(this);
    }
}
