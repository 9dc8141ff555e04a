package io.praetor.store;

/// A key and what it leads to: in a primary or unique index the row; in any other index a [Node], the tree of this
/// key's rows by primary key, whose leaves are those of the primary tree. Immutable; 24 bytes on a heap below 32 GB.
final class Leaf extends Node {
    final byte[] key;
    final Object value;

    Leaf(byte[] key, Object value) {
        this.key = key;
        this.value = value;
    }
}
