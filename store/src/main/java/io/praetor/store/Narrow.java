package io.praetor.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An inner node of up to eight children. Their labels lie sorted in one `long`, the lowest in the lowest byte, so a
/// search is a few instructions on a word that came with the node.
final class Narrow extends Inner {
    static final int CAPACITY = 8;

    private static final Node[] NO_CHILDREN = {};
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private long labels;
    private Node[] children;

    Narrow(byte[] path, int end, @Nullable Leaf leaf, Edit owner) {
        this(path, end, leaf, owner, 0, NO_CHILDREN);
    }

    Narrow(byte[] path, int end, @Nullable Leaf leaf, Edit owner, long labels, Node[] children) {
        super(path, end, leaf, owner);
        this.labels = labels;
        this.children = children;
    }

    @Override
    @Nullable
    Node child(int label) {
        int position = position(label);
        return position < children.length ? children[position] : null;
    }

    @Override
    int fanout() {
        return children.length;
    }

    @Override
    Node childAt(int position) {
        return children[position];
    }

    @Override
    Inner owned(Edit edit) {
        return owner == edit ? this : new Narrow(path, end, leaf, edit, labels, children.clone());
    }

    @Override
    void replace(int label, Node child) {
        children[position(label)] = child;
    }

    @Override
    Inner add(int label, Node child) {
        int size = children.length;
        if (size == CAPACITY) {
            return Wide.of(this, labels, children).add(label, child);
        }
        int position = 0;
        while (position < size && label(position) < label) {
            position++;
        }
        Node[] more = Arrays.copyOf(children, size + 1);
        System.arraycopy(children, position, more, position + 1, size - position);
        more[position] = child;
        int shift = position * Byte.SIZE;
        long below = labels & ((1L << shift) - 1);
        long above = labels & -(1L << shift);
        labels = below | ((long) label << shift) | (above << Byte.SIZE);
        children = more;
        return this;
    }

    @Override
    Inner drop(int label) {
        int position = position(label);
        Node[] fewer = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, position + 1, fewer, position, fewer.length - position);
        int shift = position * Byte.SIZE;
        long below = labels & ((1L << shift) - 1);
        // shifted in two steps: a shift by 64 would be none
        long above = labels >>> shift >>> Byte.SIZE << shift;
        labels = below | above;
        children = fewer;
        return this;
    }

    private int label(int position) {
        return (int) (labels >>> (position * Byte.SIZE)) & 0xff;
    }

    /// Where `label` is, or a position past the children. Unused bytes are zero, which is found only past the labels in
    /// use: were label 0 in use, it would be the first.
    private int position(int label) {
        long difference = labels ^ (ONES * label);
        long zeroBytes = (difference - ONES) & ~difference & HIGH_BITS;
        return Long.numberOfTrailingZeros(zeroBytes) / Byte.SIZE;
    }
}
