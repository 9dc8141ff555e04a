package io.praetor.store;

import org.jspecify.annotations.Nullable;

/// A branching: all keys below share the first `end` bytes of `path` and differ in the byte after, the child's label;
/// `leaf` is the key that ends here. Has at least two of these things below it (children, leaf).
///
/// The compressed edge above a node is not stored: it is the part of `path` between the parent's `end` and this one's,
/// and `path` is the array of some key below. So a branching inserted into or removed from an edge leaves the node
/// below untouched.
abstract sealed class Inner extends Node permits Narrow, Wide {
    final byte[] path;
    final int end;
    /// Who may change this node in place.
    final Edit owner;

    @Nullable Leaf leaf;

    Inner(byte[] path, int end, @Nullable Leaf leaf, Edit owner) {
        this.path = path;
        this.end = end;
        this.leaf = leaf;
        this.owner = owner;
    }

    /// The child under `label` (0 to 255).
    abstract @Nullable Node child(int label);

    /// The number of children.
    abstract int fanout();

    /// The child at `position` in label order.
    abstract Node childAt(int position);

    /// This node if `edit` owns it, else a copy that it owns.
    abstract Inner owned(Edit edit);

    /// Owned only: puts another child under a label that has one.
    abstract void replace(int label, Node child);

    /// Owned only: adds a child under a free label; answers the node to use from now on.
    abstract Inner add(int label, Node child);

    /// Owned only: takes out the child of a label that has one; answers the node to use from now on.
    abstract Inner drop(int label);
}
