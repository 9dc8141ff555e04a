package io.praetor.store;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/// Who watches what of one index: exact keys, present or not, and prefixes.
///
/// A change of a key wakes the watchers of that key and of every prefix of it. The prefixes are found by asking for
/// each length that was ever watched, with hashes rolled forward over the key in one pass.
final class IndexWatches {
    /// Longer prefixes are watched by their first bytes only; that many are rare and the search per change is bounded.
    static final int PREFIX_LIMIT_BYTES = 255;

    private final WatchMap keys = new WatchMap();
    private final WatchMap prefixes = new WatchMap();
    /// One bit per prefix length ever watched. Never cleared: a length too many costs one failed look-up.
    private final AtomicLongArray lengths = new AtomicLongArray((PREFIX_LIMIT_BYTES + 1) / Long.SIZE);

    void joinKey(byte[] key, Watches watches) {
        keys.join(key, watches);
    }

    void joinPrefix(byte[] prefix, Watches watches) {
        byte[] watched = prefix.length <= PREFIX_LIMIT_BYTES ? prefix : Arrays.copyOf(prefix, PREFIX_LIMIT_BYTES);
        int word = watched.length / Long.SIZE;
        long bit = 1L << watched.length;
        // before the cell is there, so whoever must see the cell sees the length
        if ((lengths.get(word) & bit) == 0) {
            lengths.getAndUpdate(word, bits -> bits | bit);
        }
        prefixes.join(watched, watches);
    }

    boolean isEmpty() {
        return keys.isEmpty() && prefixes.isEmpty();
    }

    int size() {
        return keys.size() + prefixes.size();
    }

    /// Takes out the cells that a change of each of the first `count` keys concerns.
    void take(byte[][] changed, int count, Span scratch, List<Cell> taken) {
        if (!keys.isEmpty()) {
            for (int i = 0; i < count; i++) {
                byte[] key = changed[i];
                add(keys.take(scratch.move(key, key.length, Arrays.hashCode(key))), taken);
            }
        }
        if (!prefixes.isEmpty()) {
            for (int i = 0; i < count; i++) {
                takePrefixes(changed[i], scratch, taken);
            }
        }
    }

    void takeAll(List<Cell> taken) {
        keys.takeAll(taken);
        prefixes.takeAll(taken);
    }

    private void takePrefixes(byte[] key, Span scratch, List<Cell> taken) {
        int limit = Math.min(key.length, PREFIX_LIMIT_BYTES);
        int hash = Span.EMPTY_HASH;
        int hashed = 0;
        for (int word = 0; word <= limit / Long.SIZE; word++) {
            for (long bits = lengths.get(word); bits != 0; bits &= bits - 1) {
                int length = word * Long.SIZE + Long.numberOfTrailingZeros(bits);
                if (length > limit) {
                    return;
                }
                while (hashed < length) {
                    hash = Span.hash(hash, key[hashed++]);
                }
                add(prefixes.take(scratch.move(key, length, hash)), taken);
            }
        }
    }

    private static void add(@Nullable Cell cell, List<Cell> taken) {
        if (cell != null) {
            taken.add(cell);
        }
    }
}
