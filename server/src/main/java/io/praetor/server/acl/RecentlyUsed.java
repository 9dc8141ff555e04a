package io.praetor.server.acl;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// A bounded map for many readers: two generations. What is asked for moves into the young one; when that is full, the
/// old one is dropped and the young one becomes old. So what is in use stays, and reading takes no lock.
final class RecentlyUsed<K, V> {
    private final int generation;
    private volatile Map<K, V> young = new ConcurrentHashMap<>();
    private volatile Map<K, V> old = Map.of();

    /// @param generation how many entries make a generation
    RecentlyUsed(int generation) {
        this.generation = generation;
    }

    @Nullable V get(K key) {
        V value = young.get(key);
        if (value == null) {
            value = old.get(key);
            if (value != null) {
                put(key, value);
            }
        }
        return value;
    }

    void put(K key, V value) {
        if (young.size() >= generation) {
            turn();
        }
        young.put(key, value);
    }

    void remove(K key) {
        young.remove(key);
        if (old.containsKey(key)) {
            old.remove(key);
        }
    }

    void clear() {
        synchronized (this) {
            old = Map.of();
            young = new ConcurrentHashMap<>();
        }
    }

    int size() {
        return young.size() + old.size();
    }

    private synchronized void turn() {
        if (young.size() >= generation) {
            old = young;
            young = new ConcurrentHashMap<>();
        }
    }
}
