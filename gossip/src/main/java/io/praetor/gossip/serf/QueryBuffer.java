package io.praetor.gossip.serf;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Which questions of the last Lamport times were heard already.
final class QueryBuffer {

    /// Questions of one time that are remembered; nobody in good faith asks more.
    private static final int MOST_AT_ONCE = 1024;

    private static final class Slot {
        final long lTime;
        final Set<Long> ids = new HashSet<>();

        Slot(long lTime) {
            this.lTime = lTime;
        }
    }

    private final @Nullable Slot[] ring;

    /// @param size a power of two
    QueryBuffer(int size) {
        ring = new Slot[size];
    }

    int size() {
        return ring.length;
    }

    /// @return whether it was not heard before
    boolean add(long lTime, long id) {
        int place = (int) (lTime & (ring.length - 1));
        Slot slot = ring[place];
        if (slot == null || slot.lTime != lTime) {
            slot = new Slot(lTime);
            ring[place] = slot;
        }
        return slot.ids.size() < MOST_AT_ONCE && slot.ids.add(id);
    }
}
