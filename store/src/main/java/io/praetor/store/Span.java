package io.praetor.store;

import java.util.Arrays;

/// The first `length` bytes of an array as a hash key: how watched keys and prefixes are found. The hash is that of
/// [Arrays#hashCode(byte\[\])], so that all prefixes of one key are hashed in one pass. Ordered, because keys come from
/// clients and colliding ones are easy to make: a hash table then falls back to trees.
///
/// The committing thread moves one instance over many spans; an instance in a table is never moved.
final class Span implements Comparable<Span> {
    /// The hash of no bytes.
    static final int EMPTY_HASH = 1;

    private byte[] bytes;
    private int length;
    private int hash;

    Span(byte[] bytes) {
        this.bytes = bytes;
        this.length = bytes.length;
        this.hash = Arrays.hashCode(bytes);
    }

    /// The hash of one byte more.
    static int hash(int hash, byte next) {
        return 31 * hash + next;
    }

    /// Points this span elsewhere; `hash` is that of the span.
    Span move(byte[] bytes, int length, int hash) {
        this.bytes = bytes;
        this.length = length;
        this.hash = hash;
        return this;
    }

    int length() {
        return length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Span span
                && hash == span.hash
                && Arrays.equals(bytes, 0, length, span.bytes, 0, span.length);
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public int compareTo(Span other) {
        return Arrays.compareUnsigned(bytes, 0, length, other.bytes, 0, other.length);
    }
}
