package io.praetor.store;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One way to find the rows of a table: a function from row to key. The function must be pure; it runs again on the
/// stored row when that row is replaced or deleted.
///
/// @param <R> the row type, immutable
public final class Index<R> {
    private final String name;
    private final boolean unique;
    private final Keys<R> keys;

    private Index(String name, boolean unique, Keys<R> keys) {
        this.name = name;
        this.unique = unique;
        this.keys = keys;
    }

    /// At most one row per key; a row whose key is null is not in the index (which a primary index does not allow).
    public static <R> Index<R> unique(String name, Function<? super R, ? extends @Nullable Key> key) {
        return new Index<>(name, true, new OneKey<>(key));
    }

    /// Any number of rows per key; a row whose key is null is not in the index.
    public static <R> Index<R> multi(String name, Function<? super R, ? extends @Nullable Key> key) {
        return new Index<>(name, false, new OneKey<>(key));
    }

    /// Any number of rows per key and keys per row; a key named twice by one row counts once.
    public static <R> Index<R> multiAll(String name, Function<? super R, ? extends List<Key>> keys) {
        return new Index<>(name, false, new ManyKeys<>(keys));
    }

    /// What the index is called in messages.
    public String name() {
        return name;
    }

    boolean isUnique() {
        return unique;
    }

    /// Whether a row may have more than one key.
    boolean isMany() {
        return keys instanceof ManyKeys<R>;
    }

    /// The only key of `row`, for an index that is not [#isMany()].
    @Nullable Key keyOf(R row) {
        return switch (keys) {
            case OneKey<R>(var key) -> key.apply(row);
            case ManyKeys<R> _ -> throw new IllegalStateException("index \"" + name + "\" has many keys per row");
        };
    }

    /// All keys of `row`.
    List<Key> keysOf(R row) {
        return switch (keys) {
            case OneKey<R>(var key) -> {
                Key only = key.apply(row);
                yield only == null ? List.of() : List.of(only);
            }
            case ManyKeys<R>(var all) -> all.apply(row);
        };
    }

    @Override
    public String toString() {
        return name;
    }

    private sealed interface Keys<R> {}

    private record OneKey<R>(Function<? super R, ? extends @Nullable Key> key) implements Keys<R> {}

    private record ManyKeys<R>(Function<? super R, ? extends List<Key>> keys) implements Keys<R> {}
}
