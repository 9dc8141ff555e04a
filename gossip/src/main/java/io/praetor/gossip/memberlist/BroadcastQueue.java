package io.praetor.gossip.memberlist;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/// Messages on their way to everybody, each sent along with other packets until it was sent often enough
/// (`gossip-memberlist.md` §9). How often depends on how many members there are: `mult × ceil(log10(n + 1))`, which is
/// enough for nearly everybody to hear of it, push/pull being there for the rest.
///
/// The order is: fewest transmits, then the longest message, then the newest. News spread fast, and a packet is filled
/// with large pieces first and small ones in the gaps. Belongs to one loop.
public final class BroadcastQueue {

    private static final int LENGTH_BITS = 20;
    private static final int ID_BITS = 36;
    private static final long LONGEST = (1L << LENGTH_BITS) - 1;
    private static final long LAST_ID = (1L << ID_BITS) - 1;

    private final int retransmitMult;
    private final IntSupplier nodes;
    private final TreeSet<Item> order = new TreeSet<>();
    private final Map<String, Item> named = new HashMap<>();
    private long lastId;

    /// @param retransmitMult at least 1
    /// @param nodes          how many members there are now, this one included
    public BroadcastQueue(int retransmitMult, IntSupplier nodes) {
        this.retransmitMult = retransmitMult;
        this.nodes = nodes;
    }

    /// How often a message is sent in a pool of so many members.
    public static int transmitLimit(int retransmitMult, int nodes) {
        int digits = 0;
        for (long power = 1; power < (long) nodes + 1; power *= 10) {
            digits++;
        }
        return retransmitMult * digits;
    }

    /// Sends a message from now on. One that waits under the same name is obsolete and goes, and is finished with.
    ///
    /// @param name     whom it is about; null: it makes nothing obsolete
    /// @param message  not to be changed any more
    /// @param finished called once the message was sent often enough, replaced or pruned; null: nobody waits
    public void queue(@Nullable String name, byte[] message, @Nullable Runnable finished) {
        lastId = (lastId + 1) & LAST_ID;
        Item item = new Item(name, message, finished, lastId);
        Item obsolete = name == null ? null : named.put(name, item);
        if (obsolete != null) {
            order.remove(obsolete);
        }
        order.add(item);
        if (obsolete != null) {
            obsolete.finish();
        }
    }

    /// Takes messages for one packet, and counts them as sent.
    ///
    /// @param overhead bytes each message costs beside its own
    /// @param room     bytes that all of them may cost
    public List<byte[]> take(int overhead, int room) {
        if (order.isEmpty()) {
            return List.of();
        }
        List<byte[]> taken = new ArrayList<>();
        List<Item> sent = new ArrayList<>();
        int left = room;
        int lastTier = order.last().transmits;
        for (int tier = order.first().transmits; tier <= lastTier; tier++) {
            Item item = largest(tier, left - overhead);
            while (item != null) {
                order.remove(item);
                sent.add(item);
                taken.add(item.message);
                left -= overhead + item.message.length;
                item = largest(tier, left - overhead);
            }
        }
        count(sent);
        return taken;
    }

    /// The first in order of a tier that is not longer than that.
    private @Nullable Item largest(int tier, int length) {
        if (length <= 0) {
            return null;
        }
        Item found = order.ceiling(new Item(tier, length));
        return found == null || found.transmits != tier ? null : found;
    }

    private void count(List<Item> sent) {
        int limit = transmitLimit(retransmitMult, nodes.getAsInt());
        List<Item> done = new ArrayList<>();
        for (Item item : sent) {
            if (item.transmits + 1 < limit) {
                item.sent();
                order.add(item);
            } else {
                forget(item);
                done.add(item);
            }
        }
        done.forEach(Item::finish);
    }

    private void forget(Item item) {
        if (item.name != null) {
            named.remove(item.name, item);
        }
    }

    /// How many messages wait.
    public int size() {
        return order.size();
    }

    /// Drops messages, those first that were sent most often and are oldest, until no more than that are left.
    public void prune(int most) {
        while (order.size() > most) {
            Item item = order.removeLast();
            forget(item);
            item.finish();
        }
    }

    /// A message and its place in the order, which is one number: transmits ascending, length and id descending.
    private static final class Item implements Comparable<Item> {
        final @Nullable String name;
        final byte[] message;
        final @Nullable Runnable finished;
        int transmits;
        long key;

        Item(@Nullable String name, byte[] message, @Nullable Runnable finished, long id) {
            this.name = name;
            this.message = message;
            this.finished = finished;
            this.key = key(0, message.length, id);
        }

        /// A place to look from: in front of all messages of that tier and length.
        Item(int tier, int length) {
            this.name = null;
            this.message = new byte[0];
            this.finished = null;
            this.transmits = tier;
            this.key = key(tier, length, LAST_ID);
        }

        private static long key(int transmits, int length, long id) {
            return (((long) transmits << LENGTH_BITS | LONGEST - Math.min(length, LONGEST)) << ID_BITS) | LAST_ID - id;
        }

        @Override
        public int compareTo(Item other) {
            return Long.compare(key, other.key);
        }

        void sent() {
            transmits++;
            key += 1L << (LENGTH_BITS + ID_BITS);
        }

        void finish() {
            if (finished != null) {
                finished.run();
            }
        }
    }
}
