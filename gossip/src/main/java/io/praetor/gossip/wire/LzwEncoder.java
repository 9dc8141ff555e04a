package io.praetor.gossip.wire;

import java.util.Arrays;

/// Compresses; starts with a clear code, as today's encoders do. One instance serves one thread and keeps its table, of
/// which a short message uses a short part, so that it stays in the processor's nearest cache.
final class LzwEncoder {
    /// Twice as many as there can be entries: this and the number of slots in use are powers of two.
    private static final int MOST_SLOTS = 2 * Lzw.CODES;

    private static final int FEWEST_SLOTS = 256;
    private static final int GOLDEN = 0x9e3779b1;

    /// A slot holds, from the top: 32 bits of generation, 20 bits of (code, literal), 12 bits of what they became.
    /// A slot of another generation is free, so that a clear costs nothing.
    private long[] table = new long[FEWEST_SLOTS];

    private int slots = FEWEST_SLOTS;
    private int generation;
    private byte[] out = new byte[0];
    private int length;
    private int bits;
    private int bitCount;
    private int hi;
    private int width;

    /// The bytes, compressed.
    byte[] encode(byte[] input) {
        out = new byte[Math.max(64, input.length / 2)];
        length = 0;
        bits = 0;
        bitCount = 0;
        width = Lzw.FIRST_WIDTH;
        makeRoom(input.length);
        clear();
        if (input.length > 0) {
            int code = input[0] & 0xff;
            for (int i = 1; i < input.length; i++) {
                int literal = input[i] & 0xff;
                int pair = code << 8 | literal;
                int slot = find(pair);
                if (table[slot] >>> 32 == generation) {
                    code = (int) table[slot] & (Lzw.CODES - 1);
                    continue;
                }
                write(code);
                if (!cleared()) {
                    table[slot] = (long) generation << 32 | (long) pair << Lzw.LAST_WIDTH | hi;
                }
                code = literal;
            }
            write(code);
            cleared();
        }
        write(Lzw.END);
        if (bitCount > 0) {
            put(bits);
        }
        byte[] result = Arrays.copyOf(out, length);
        out = new byte[0];
        return result;
    }

    /// There is at most one entry for each byte.
    private void makeRoom(int entries) {
        int wanted = 2 * Math.clamp(entries, FEWEST_SLOTS / 2, MOST_SLOTS / 2) - 1;
        slots = 2 * Integer.highestOneBit(wanted);
        if (slots > table.length) {
            table = new long[slots];
        }
    }

    /// The slot of a pair: where it is, or where it would be.
    private int find(int pair) {
        long wanted = (long) generation << 20 | pair;
        int slot = (pair * GOLDEN) >>> (Integer.numberOfLeadingZeros(slots) + 1);
        while (table[slot] >>> 32 == generation && table[slot] >>> Lzw.LAST_WIDTH != wanted) {
            slot = (slot + 1) & (slots - 1);
        }
        return slot;
    }

    /// Counts the code that was written.
    ///
    /// @return whether the codes were used up and everything began anew
    private boolean cleared() {
        hi++;
        if (hi == 1 << width) {
            width++;
        }
        if (hi < Lzw.CODES - 1) {
            return false;
        }
        clear();
        return true;
    }

    private void clear() {
        write(Lzw.CLEAR);
        hi = Lzw.END;
        width = Lzw.FIRST_WIDTH;
        generation++;
        if (generation == Integer.MAX_VALUE) {
            Arrays.fill(table, 0);
            generation = 1;
        }
    }

    private void write(int code) {
        bits |= code << bitCount;
        bitCount += width;
        while (bitCount >= 8) {
            put(bits);
            bits >>>= 8;
            bitCount -= 8;
        }
    }

    private void put(int b) {
        if (length == out.length) {
            out = Arrays.copyOf(out, length * 2);
        }
        out[length++] = (byte) b;
    }
}
