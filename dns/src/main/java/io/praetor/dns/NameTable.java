package io.praetor.dns;

import java.util.Arrays;

/// Where in a message names begin that a later name may point to (RFC 1035 §4.1.4). A hash table with open addressing,
/// emptied by moving on to the next generation, so that one message after another costs no allocation.
final class NameTable {
    /// A pointer has 14 bits.
    private static final int FARTHEST = 0x3fff;

    private static final int MOST_PROBES = 16;

    private int[] offsets = new int[256];
    private int[] hashes = new int[256];
    private int[] generations = new int[256];
    private int generation = 1;
    private int used;

    void clear() {
        used = 0;
        if (++generation == 0) {
            Arrays.fill(generations, 0);
            generation = 1;
        }
    }

    /// Remembers that what hashes so begins at `offset`.
    void add(int hash, int offset) {
        if (offset > FARTHEST) {
            return;
        }
        if (used * 2 >= offsets.length) {
            grow();
        }
        put(hash, offset);
    }

    private void put(int hash, int offset) {
        int mask = offsets.length - 1;
        int slot = spread(hash) & mask;
        while (generations[slot] == generation) {
            slot = (slot + 1) & mask;
        }
        generations[slot] = generation;
        hashes[slot] = hash;
        offsets[slot] = offset;
        used++;
    }

    private void grow() {
        int[] oldOffsets = offsets;
        int[] oldHashes = hashes;
        int[] oldGenerations = generations;
        int old = generation;
        int size = oldOffsets.length * 2;
        offsets = new int[size];
        hashes = new int[size];
        generations = new int[size];
        generation = 1;
        used = 0;
        for (int i = 0; i < oldOffsets.length; i++) {
            if (oldGenerations[i] == old) {
                put(oldHashes[i], oldOffsets[i]);
            }
        }
    }

    /// Where the labels that begin at `start` of `name` are in the message already, or -1.
    int find(int hash, byte[] name, int start, byte[] message) {
        int mask = offsets.length - 1;
        int slot = spread(hash) & mask;
        for (int probes = 0; probes < MOST_PROBES && generations[slot] == generation; probes++) {
            if (hashes[slot] == hash && isAt(name, start, message, offsets[slot])) {
                return offsets[slot];
            }
            slot = (slot + 1) & mask;
        }
        return -1;
    }

    /// The message is ours: its pointers lead backwards, so this ends.
    private static boolean isAt(byte[] name, int start, byte[] message, int offset) {
        int own = start;
        int there = offset;
        while (true) {
            while ((message[there] & 0xc0) == 0xc0) {
                there = (message[there] & 0x3f) << 8 | (message[there + 1] & 0xff);
            }
            int length = name[own];
            if (length != message[there]) {
                return false;
            }
            if (length == 0) {
                return true;
            }
            for (int i = 1; i <= length; i++) {
                if (name[own + i] != message[there + i]) {
                    return false;
                }
            }
            own += 1 + length;
            there += 1 + length;
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9e3779b9;
        return mixed ^ mixed >>> 16;
    }
}
