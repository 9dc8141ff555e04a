package io.praetor.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A persistent radix tree over byte keys with compressed paths: the empty tree is null, a tree of one key its [Leaf].
/// Order is unsigned lexicographic, a key before those it prefixes. Published nodes never change; nodes made by the
/// running [Edit] are changed in place, so many puts in one transaction copy each inner node once.
///
/// Searches skip compressed bytes on the way down and compare once, with the key they arrive at. Every operation is a
/// loop: nested keys (`a`, `aa`, `aaa`, …) make a tree as deep as the longest key, which recursion would not survive.
final class Radix {
    private Radix() {}

    /// The leaf of exactly this key.
    static @Nullable Leaf get(@Nullable Node root, byte[] key) {
        Node node = root;
        while (node instanceof Inner inner) {
            if (key.length <= inner.end) {
                node = key.length == inner.end ? inner.leaf : null;
            } else {
                node = inner.child(key[inner.end] & 0xff);
            }
        }
        return node instanceof Leaf leaf && Arrays.equals(leaf.key, key) ? leaf : null;
    }

    /// The subtree of all keys that start with `prefix`.
    static @Nullable Node under(@Nullable Node root, byte[] prefix) {
        Node node = root;
        while (node instanceof Inner inner && inner.end < prefix.length) {
            node = inner.child(prefix[inner.end] & 0xff);
        }
        return node != null && startsWith(node, prefix) ? node : null;
    }

    /// The leaf of the longest key that is a prefix of `key`.
    static @Nullable Leaf longestPrefix(@Nullable Node root, byte[] key) {
        // a leaf passed on the way down is a prefix of the path taken, but bytes were skipped: the deepest leaf that
        // really prefixes the key is the deepest of those no longer than what path and key have in common
        Node node = root;
        Node last = null;
        while (node instanceof Inner inner && inner.end <= key.length) {
            last = inner;
            node = inner.end < key.length ? inner.child(key[inner.end] & 0xff) : null;
        }
        if (node instanceof Leaf leaf && isPrefix(leaf.key, key)) {
            return leaf;
        }
        if (!(last instanceof Inner deepest)) {
            return null;
        }
        int common = common(deepest.path, key, 0, deepest.end);
        Leaf best = null;
        node = root;
        while (node instanceof Inner inner && inner.end <= common) {
            best = inner.leaf != null ? inner.leaf : best;
            node = inner.end < key.length ? inner.child(key[inner.end] & 0xff) : null;
        }
        return best;
    }

    /// The leaf of the lowest key.
    static Leaf first(Node root) {
        Node node = root;
        while (node instanceof Inner inner) {
            node = inner.leaf != null ? inner.leaf : inner.childAt(0);
        }
        return (Leaf) node;
    }

    /// Adds `leaf`, in place of the one with the same key if there is one.
    static Node put(@Nullable Node root, Leaf leaf, Edit edit) {
        if (root == null) {
            return leaf;
        }
        byte[] key = leaf.key;
        Node top = root;
        Node node = root;
        Inner parent = null;
        int label = 0;
        int depth = 0;
        while (node instanceof Inner inner) {
            int shared = common(inner.path, key, depth, Math.min(inner.end, key.length));
            if (shared < inner.end) {
                return hang(top, parent, label, branch(inner, inner.path, leaf, shared, edit));
            }
            Inner own = inner.owned(edit);
            top = hang(top, parent, label, own);
            if (key.length == own.end) {
                own.leaf = leaf;
                return top;
            }
            int next = key[own.end] & 0xff;
            Node child = own.child(next);
            if (child == null) {
                return hang(top, parent, label, own.add(next, leaf));
            }
            depth = own.end + 1;
            node = child;
            parent = own;
            label = next;
        }
        byte[] other = ((Leaf) node).key;
        int shared = common(other, key, depth, Math.min(other.length, key.length));
        boolean same = shared == key.length && shared == other.length;
        return hang(top, parent, label, same ? leaf : branch(node, other, leaf, shared, edit));
    }

    /// Takes out a key that is in the tree.
    static @Nullable Node remove(Node root, byte[] key, Edit edit) {
        return detach(root, key, false, edit);
    }

    /// Takes out the subtree that [#under] finds, which must be there.
    static @Nullable Node cut(Node root, byte[] prefix, Edit edit) {
        return detach(root, prefix, true, edit);
    }

    private static @Nullable Node detach(Node root, byte[] key, boolean subtree, Edit edit) {
        int within = subtree ? key.length - 1 : key.length;
        Node top = root;
        Node node = root;
        Inner grandparent = null;
        Inner parent = null;
        int parentLabel = 0;
        int label = 0;
        while (node instanceof Inner inner && inner.end <= within) {
            Inner own = inner.owned(edit);
            top = hang(top, parent, label, own);
            grandparent = parent;
            parent = own;
            parentLabel = label;
            if (own.end == key.length) {
                own.leaf = null;
                return hang(top, grandparent, parentLabel, collapsed(own));
            }
            label = key[own.end] & 0xff;
            node = own.child(label);
        }
        if (parent == null) {
            return null;
        }
        return hang(top, grandparent, parentLabel, collapsed(parent.drop(label)));
    }

    /// An inner node that keeps its place only while it has two things below it.
    private static Node collapsed(Inner node) {
        Leaf leaf = node.leaf;
        if (leaf == null) {
            return node.fanout() == 1 ? node.childAt(0) : node;
        }
        return node.fanout() == 0 ? leaf : node;
    }

    /// A new branching above `node` (whose keys start with `path`) where `leaf` leaves that path after `at` bytes.
    private static Node branch(Node node, byte[] path, Leaf leaf, int at, Edit edit) {
        if (at == leaf.key.length) {
            return new Narrow(leaf.key, at, leaf, edit).add(path[at] & 0xff, node);
        }
        int label = leaf.key[at] & 0xff;
        if (node instanceof Leaf other && other.key.length == at) {
            return new Narrow(leaf.key, at, other, edit).add(label, leaf);
        }
        return new Narrow(leaf.key, at, null, edit).add(path[at] & 0xff, node).add(label, leaf);
    }

    /// Puts `node` where `label` of `parent` leads, or at the top; answers the top.
    private static Node hang(Node top, @Nullable Inner parent, int label, Node node) {
        if (parent == null) {
            return node;
        }
        parent.replace(label, node);
        return top;
    }

    private static boolean startsWith(Node node, byte[] prefix) {
        return switch (node) {
            case Leaf leaf -> isPrefix(prefix, leaf.key);
            case Inner inner ->
                inner.end >= prefix.length && Arrays.equals(inner.path, 0, prefix.length, prefix, 0, prefix.length);
        };
    }

    private static boolean isPrefix(byte[] prefix, byte[] key) {
        return prefix.length <= key.length && Arrays.equals(prefix, 0, prefix.length, key, 0, prefix.length);
    }

    /// How far `a` and `b`, equal before `from`, go together, up to `limit`.
    private static int common(byte[] a, byte[] b, int from, int limit) {
        if (from >= limit) {
            return limit;
        }
        int difference = Arrays.mismatch(a, from, limit, b, from, limit);
        return difference < 0 ? limit : from + difference;
    }
}
