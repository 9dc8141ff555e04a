package io.praetor.gossip.memberlist;

import org.jspecify.annotations.Nullable;

/// Finds members by name. An open hash table of the members themselves: one lies there for every member in every
/// member's memory, and is asked for with every piece of news, so it has no entries beside.
final class NameIndex {

    private static final int SMALLEST = 16;
    private static final int GOLDEN_RATIO = 0x9e37_79b9;

    private @Nullable NodeState[] slots = new NodeState[SMALLEST];
    private int size;

    @Nullable NodeState get(String name) {
        return slots[slot(name)];
    }

    /// Takes in a member; one of that name must not be there.
    void add(NodeState node) {
        int slot = slot(node.name);
        if (slots[slot] != null) {
            throw new IllegalStateException("node \"" + node.name + "\" is there already");
        }
        slots[slot] = node;
        size++;
        if (size > slots.length / 2) {
            grow();
        }
    }

    private void grow() {
        @Nullable NodeState[] before = slots;
        slots = new NodeState[before.length * 2];
        for (NodeState node : before) {
            if (node != null) {
                slots[slot(node.name)] = node;
            }
        }
    }

    void clear() {
        slots = new NodeState[SMALLEST];
        size = 0;
    }

    /// Where a name is, or would be.
    private int slot(String name) {
        // Names that count up have hashes that do, which would make long runs of full slots.
        int mixed = name.hashCode() * GOLDEN_RATIO;
        int slot = mixed >>> (Integer.numberOfLeadingZeros(slots.length) + 1);
        while (true) {
            NodeState there = slots[slot];
            if (there == null || there.name.equals(name)) {
                return slot;
            }
            slot = slot + 1 & slots.length - 1;
        }
    }
}
