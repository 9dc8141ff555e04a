package io.praetor.store;

import java.util.Arrays;
import java.util.List;

/// The keys of one index that a transaction added, changed or deleted, some of them several times.
final class Changes {
    /// Room kept from one transaction to the next, in keys.
    private static final int KEPT = 1024;

    private byte[][] keys = new byte[8][];
    private int count;

    void add(byte[] key) {
        if (count == keys.length) {
            keys = Arrays.copyOf(keys, count * 2);
        }
        keys[count++] = key;
    }

    void take(IndexWatches watches, List<Cell> taken) {
        if (count > 0 && !watches.isEmpty()) {
            watches.take(keys, count, new Span(Key.EMPTY.bytes()), taken);
        }
    }

    void clear() {
        if (keys.length > KEPT) {
            keys = new byte[8][];
        } else {
            Arrays.fill(keys, 0, count, Key.EMPTY.bytes());
        }
        count = 0;
    }
}
