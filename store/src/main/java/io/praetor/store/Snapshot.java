package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// The whole store as one commit left it. Immutable: reads never wait and answer the same for ever; holding one keeps
/// only what has been replaced since from being collected.
public final class Snapshot extends TableReader {
    /// Never written to.
    private final TableState[] tables;

    Snapshot(Store store, TableState[] tables) {
        super(store);
        this.tables = tables;
    }

    TableState table(int position) {
        return tables[position];
    }

    TableState[] copyOfTables() {
        return tables.clone();
    }

    @Override
    @Nullable Node root(int table, int index) {
        return tables[table].root(index);
    }

    @Override
    @Nullable Node lastingRoot(int table, int index) {
        return tables[table].root(index);
    }

    @Override
    Snapshot published() {
        return this;
    }

    @Override
    int rows(int table) {
        return tables[table].rows();
    }
}
