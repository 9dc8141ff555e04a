package io.praetor.store;

import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/// The rows below a node of an index, in index order and, within one index key, in primary-key order.
final class RowIterator<R> implements Iterator<R> {
    private final LeafCursor leaves;
    /// The rows of the index key reached, where an index key may have several.
    private final @Nullable LeafCursor rowsOfKey;

    private @Nullable R next;

    /// @param unique whether a leaf holds a row (else a tree of them)
    RowIterator(@Nullable Node root, boolean unique) {
        leaves = new LeafCursor(root);
        rowsOfKey = unique ? null : new LeafCursor(null);
        next = advance();
    }

    @Override
    public boolean hasNext() {
        return next != null;
    }

    @Override
    public R next() {
        R row = next;
        if (row == null) {
            throw new NoSuchElementException("past the last row");
        }
        next = advance();
        return row;
    }

    @SuppressWarnings("unchecked") // a tree of Table<R> holds what put(Table<R>, R) was given
    private @Nullable R advance() {
        if (rowsOfKey == null) {
            Leaf leaf = leaves.next();
            return leaf == null ? null : (R) leaf.value;
        }
        Leaf leaf = rowsOfKey.next();
        if (leaf == null) {
            Leaf key = leaves.next();
            if (key == null) {
                return null;
            }
            rowsOfKey.restart((Node) key.value);
            leaf = rowsOfKey.next();
        }
        return leaf == null ? null : (R) leaf.value;
    }
}
