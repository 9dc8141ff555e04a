package io.praetor.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Walks the leaves of a subtree in key order. The subtree must not be edited meanwhile (it is published, or frozen by
/// a change of [Edit]).
final class LeafCursor {
    private static final int LEAF_OF_NODE = -1;

    private Inner[] path = new Inner[8];
    private int[] positions = new int[8];
    private int depth;
    private @Nullable Leaf single;

    LeafCursor(@Nullable Node root) {
        restart(root);
    }

    void restart(@Nullable Node root) {
        depth = 0;
        single = null;
        if (root instanceof Leaf leaf) {
            single = leaf;
        } else if (root instanceof Inner inner) {
            push(inner);
        }
    }

    /// The next leaf, or null after the last.
    @Nullable Leaf next() {
        if (single != null) {
            Leaf leaf = single;
            single = null;
            return leaf;
        }
        while (depth > 0) {
            Inner inner = path[depth - 1];
            int position = positions[depth - 1]++;
            if (position == LEAF_OF_NODE) {
                if (inner.leaf != null) {
                    return inner.leaf;
                }
            } else if (position == inner.fanout()) {
                depth--;
            } else if (inner.childAt(position) instanceof Leaf leaf) {
                return leaf;
            } else if (inner.childAt(position) instanceof Inner child) {
                push(child);
            }
        }
        return null;
    }

    private void push(Inner inner) {
        if (depth == path.length) {
            path = Arrays.copyOf(path, depth * 2);
            positions = Arrays.copyOf(positions, depth * 2);
        }
        path[depth] = inner;
        positions[depth++] = LEAF_OF_NODE;
    }
}
