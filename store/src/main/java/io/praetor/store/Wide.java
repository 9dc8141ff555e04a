package io.praetor.store;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// An inner node of up to 256 children: sorted labels beside the children, both arrays exactly as long as needed.
final class Wide extends Inner {
    /// At this fan-out a node that lost a child becomes [Narrow] again; two below its capacity, so that adding and
    /// removing one key in turn does not convert each time.
    private static final int NARROW_AT = Narrow.CAPACITY - 2;

    /// Sorted as unsigned bytes.
    private byte[] labels;

    private Node[] children;

    private Wide(byte[] path, int end, @Nullable Leaf leaf, Edit owner, byte[] labels, Node[] children) {
        super(path, end, leaf, owner);
        this.labels = labels;
        this.children = children;
    }

    /// The same node as `narrow`, with room for more.
    static Wide of(Inner narrow, byte[] labels, Node[] children) {
        return new Wide(narrow.path, narrow.end, narrow.leaf, narrow.owner, labels, children);
    }

    @Override
    @Nullable Node child(int label) {
        int position = position(label);
        return position >= 0 ? children[position] : null;
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
        // labels are replaced, never written to, so copies share them
        return owner == edit ? this : new Wide(path, end, leaf, edit, labels, children.clone());
    }

    @Override
    void replace(int label, Node child) {
        children[position(label)] = child;
    }

    @Override
    Inner add(int label, Node child) {
        int position = -position(label) - 1;
        int size = children.length;
        byte[] moreLabels = Arrays.copyOf(labels, size + 1);
        Node[] more = Arrays.copyOf(children, size + 1);
        System.arraycopy(labels, position, moreLabels, position + 1, size - position);
        System.arraycopy(children, position, more, position + 1, size - position);
        moreLabels[position] = (byte) label;
        more[position] = child;
        labels = moreLabels;
        children = more;
        return this;
    }

    @Override
    Inner drop(int label) {
        int position = position(label);
        int size = children.length - 1;
        byte[] fewerLabels = Arrays.copyOf(labels, size);
        Node[] fewer = Arrays.copyOf(children, size);
        System.arraycopy(labels, position + 1, fewerLabels, position, size - position);
        System.arraycopy(children, position + 1, fewer, position, size - position);
        labels = fewerLabels;
        children = fewer;
        return size > NARROW_AT ? this : Narrow.of(this, labels, children);
    }

    /// Where `label` is, or `-(where it would be) - 1`.
    private int position(int label) {
        int low = 0;
        int high = labels.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int found = labels[middle] & 0xff;
            if (found < label) {
                low = middle + 1;
            } else if (found > label) {
                high = middle - 1;
            } else {
                return middle;
            }
        }
        return -low - 1;
    }
}
