package io.praetor.server.limit;

import io.praetor.server.Ticker;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The limits of each address. Addresses of IPv6 count by their network of 64 bits, all of which one machine has.
///
/// What is kept is bounded: the address that asked longest ago is forgotten, and begins anew with all it may have. With
/// more addresses than are kept, a limit for each is of no use anyway; that for all still holds.
final class AddressBuckets {
    /// Threads that get in each other's way are few.
    private static final int SHARDS = 16;

    /// Addresses kept.
    static final int MOST = 16_384;

    private static final int NETWORK_BYTES = 8;

    private final LimitSettings.Rates rates;
    private final Ticker ticker;
    private final List<Shard> shards = new ArrayList<>(SHARDS);

    AddressBuckets(LimitSettings.Rates rates, Ticker ticker) {
        this.rates = rates;
        this.ticker = ticker;
        for (int i = 0; i < SHARDS; i++) {
            shards.add(new Shard());
        }
    }

    private static final class Shard extends LinkedHashMap<ByteBuffer, Buckets> {
        private static final long serialVersionUID = 1L;

        Shard() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Buckets> eldest) {
            return size() > MOST / SHARDS;
        }
    }

    boolean take(InetAddress from, boolean write) {
        byte[] bytes = from.getAddress();
        ByteBuffer key = ByteBuffer.wrap(bytes, 0, from instanceof Inet6Address ? NETWORK_BYTES : bytes.length);
        Shard shard = shards.get(Math.floorMod(key.hashCode(), SHARDS));
        Buckets buckets;
        synchronized (shard) {
            buckets = shard.computeIfAbsent(key, _ -> Buckets.of(rates, ticker));
        }
        return buckets.take(write);
    }

    /// How many addresses are kept.
    int size() {
        int size = 0;
        for (Shard shard : shards) {
            synchronized (shard) {
                size += shard.size();
            }
        }
        return size;
    }
}
