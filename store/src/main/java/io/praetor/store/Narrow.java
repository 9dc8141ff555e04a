package io.praetor.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An inner node of up to sixteen children, enough for digits and hexadecimal ids. Their labels lie sorted in two
/// words, the lowest in the lowest byte, so a search is a few instructions on what came with the node.
final class Narrow extends Inner {
    static final int CAPACITY = 16;

    private static final Node[] NO_CHILDREN = {};
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    /// The first eight labels, unused bytes zero.
    private long low;
    /// The next eight.
    private long high;

    private Node[] children;

    Narrow(byte[] path, int end, @Nullable Leaf leaf, Edit owner) {
        this(path, end, leaf, owner, 0, 0, NO_CHILDREN);
    }

    private Narrow(byte[] path, int end, @Nullable Leaf leaf, Edit owner, long low, long high, Node[] children) {
        super(path, end, leaf, owner);
        this.low = low;
        this.high = high;
        this.children = children;
    }

    /// The same node as `wide`, whose sorted `labels` are few enough.
    static Narrow of(Inner wide, byte[] labels, Node[] children) {
        long low = 0;
        long high = 0;
        for (int i = labels.length - 1; i >= 0; i--) {
            high = (high << Byte.SIZE) | (low >>> (Long.SIZE - Byte.SIZE));
            low = (low << Byte.SIZE) | (labels[i] & 0xff);
        }
        return new Narrow(wide.path, wide.end, wide.leaf, wide.owner, low, high, children);
    }

    @Override
    @Nullable Node child(int label) {
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
        return owner == edit ? this : new Narrow(path, end, leaf, edit, low, high, children.clone());
    }

    @Override
    void replace(int label, Node child) {
        children[position(label)] = child;
    }

    @Override
    Inner add(int label, Node child) {
        int size = children.length;
        if (size == CAPACITY) {
            return Wide.of(this, labels(), children).add(label, child);
        }
        int position = 0;
        while (position < size && label(position) < label) {
            position++;
        }
        Node[] more = Arrays.copyOf(children, size + 1);
        System.arraycopy(children, position, more, position + 1, size - position);
        more[position] = child;
        if (position < Long.BYTES) {
            high = (high << Byte.SIZE) | (low >>> (Long.SIZE - Byte.SIZE));
            low = inserted(low, position, label);
        } else {
            high = inserted(high, position - Long.BYTES, label);
        }
        children = more;
        return this;
    }

    @Override
    Inner drop(int label) {
        int position = position(label);
        Node[] fewer = Arrays.copyOf(children, children.length - 1);
        System.arraycopy(children, position + 1, fewer, position, fewer.length - position);
        if (position < Long.BYTES) {
            low = removed(low, position) | (high << (Long.SIZE - Byte.SIZE));
            high >>>= Byte.SIZE;
        } else {
            high = removed(high, position - Long.BYTES);
        }
        children = fewer;
        return this;
    }

    private byte[] labels() {
        byte[] labels = new byte[children.length];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = (byte) label(i);
        }
        return labels;
    }

    private int label(int position) {
        // the shift counts modulo 64
        return (int) ((position < Long.BYTES ? low : high) >>> (position * Byte.SIZE)) & 0xff;
    }

    /// Where `label` is, or a position past the children. Unused bytes are zero, which is found only past the labels
    /// in use: were label 0 in use, it would be the first.
    private int position(int label) {
        int position = find(low, label);
        return position < Long.BYTES ? position : Long.BYTES + find(high, label);
    }

    /// The lowest byte of `word` that is `label`, or 8.
    private static int find(long word, int label) {
        long difference = word ^ (ONES * label);
        long zeroBytes = (difference - ONES) & ~difference & HIGH_BITS;
        return Long.numberOfTrailingZeros(zeroBytes) / Byte.SIZE;
    }

    /// The highest byte is lost.
    private static long inserted(long word, int position, int label) {
        int shift = position * Byte.SIZE;
        long below = word & ((1L << shift) - 1);
        long above = word & -(1L << shift);
        return below | ((long) label << shift) | (above << Byte.SIZE);
    }

    /// The highest byte becomes zero.
    private static long removed(long word, int position) {
        int shift = position * Byte.SIZE;
        long below = word & ((1L << shift) - 1);
        // shifted in two steps: a shift by 64 would be none
        return below | (word >>> shift >>> Byte.SIZE << shift);
    }
}
