package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// What a snapshot and an open transaction can both answer. `watches` collects what the answer depends on;
/// [Watches#NONE] records nothing. Tables and indexes a store does not have are refused with
/// [IllegalArgumentException].
///
/// Iterables are lazy. Those of a [Snapshot] are valid for ever; those of a [WriteTransaction] show the state at the
/// time of the call, whatever is written while they are read.
public sealed interface Reader permits TableReader {
    /// The row with this primary key.
    <R> @Nullable R get(Table<R> table, Key primaryKey, Watches watches);

    /// The row with exactly this key in `index`; of several the one with the lowest primary key.
    <R> @Nullable R first(Table<R> table, Index<R> index, Key key, Watches watches);

    /// All rows in primary-key order.
    <R> Iterable<R> all(Table<R> table, Watches watches);

    /// All rows with a key in `index` that starts with `prefix`, ordered by that key, then by primary key. A row with
    /// several such keys comes once for each.
    <R> Iterable<R> scan(Table<R> table, Index<R> index, Key prefix, Watches watches);

    /// The rows with exactly this key in `index`, in primary-key order.
    <R> Iterable<R> lookup(Table<R> table, Index<R> index, Key key, Watches watches);

    /// The row whose key in `index` is the longest prefix of `key`; of several with that key the one with the lowest
    /// primary key.
    <R> @Nullable R longestPrefix(Table<R> table, Index<R> index, Key key, Watches watches);

    /// The row whose primary key is the longest prefix of `key`.
    default <R> @Nullable R longestPrefix(Table<R> table, Key key, Watches watches) {
        return longestPrefix(table, table.primary(), key, watches);
    }

    /// How many rows `table` has; constant time.
    int count(Table<?> table);

    /// Whether every commit so far has marked all watches that it concerns, so that [Watches#fired] is exact. False for
    /// the moment between a commit and the end of its wake-ups.
    boolean settled();
}
