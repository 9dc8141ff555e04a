package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// One query's place in one cell's list; the links belong to the cell.
final class Registration {
    final Cell cell;
    final Watches watches;

    @Nullable Registration previous;

    @Nullable Registration next;

    Registration(Cell cell, Watches watches) {
        this.cell = cell;
        this.watches = watches;
    }
}
