package io.praetor.server.state;

import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keys, locks and sessions done the slow and obvious way: maps that are searched from end to end. Names are ASCII and
/// lower case.
final class KvOracle {
    final Map<String, KvEntry> keys = new TreeMap<>();
    final Map<String, Long> tombstones = new TreeMap<>();
    final Map<String, Session> sessions = new TreeMap<>();
    final Map<String, Long> delayedUntil = new TreeMap<>();
    long keysIndex;
    long tombstonesIndex;
    long sessionsIndex;

    void set(long index, KvEntry entry) {
        KvEntry old = keys.get(entry.key());
        put(index, entry.withLock(old == null ? "" : old.session(), entry.lockIndex()));
    }

    private void put(long index, KvEntry entry) {
        KvEntry old = keys.get(entry.key());
        boolean same = old != null && old.withIndexes(0, 0).equals(entry.withIndexes(0, 0));
        if (!same) {
            keys.put(entry.key(), entry.withIndexes(old == null ? index : old.createIndex(), index));
            keysIndex = index;
        }
    }

    boolean cas(long index, KvEntry entry) {
        KvEntry old = keys.get(entry.key());
        boolean applies =
                entry.modifyIndex() == 0 ? old == null : old != null && old.modifyIndex() == entry.modifyIndex();
        if (applies) {
            set(index, entry);
        }
        return applies;
    }

    void delete(long index, String key) {
        if (keys.remove(key) != null) {
            keysIndex = index;
            tombstones.put(key, index);
            tombstonesIndex = index;
        }
    }

    boolean deleteCas(long index, String key, long modifyIndex) {
        KvEntry old = keys.get(key);
        if (old != null && old.modifyIndex() != modifyIndex) {
            return false;
        }
        delete(index, key);
        return true;
    }

    void deleteTree(long index, String prefix) {
        if (keys.keySet().removeIf(key -> key.startsWith(prefix))) {
            keysIndex = index;
            if (!prefix.isEmpty()) {
                tombstones.put(prefix, index);
                tombstonesIndex = index;
            }
        }
    }

    /// Null when the session is unknown.
    @Nullable Boolean lock(long index, KvEntry entry) {
        if (!sessions.containsKey(entry.session())) {
            return null;
        }
        KvEntry old = keys.get(entry.key());
        if (old == null) {
            put(index, entry.withLock(entry.session(), 1));
        } else if (old.session().isEmpty()) {
            put(index, entry.withLock(entry.session(), old.lockIndex() + 1));
        } else if (old.session().equals(entry.session())) {
            put(index, entry.withLock(entry.session(), old.lockIndex()));
        } else {
            return false;
        }
        return true;
    }

    boolean unlock(long index, KvEntry entry) {
        KvEntry old = keys.get(entry.key());
        if (old == null || !old.session().equals(entry.session())) {
            return false;
        }
        put(index, entry.withLock("", old.lockIndex()));
        return true;
    }

    void create(long index, Session session) {
        sessions.put(session.id(), session.withIndexes(index, index));
        sessionsIndex = index;
    }

    void destroy(long index, long now, String id) {
        Session session = sessions.remove(id);
        if (session == null) {
            return;
        }
        sessionsIndex = index;
        for (KvEntry entry : List.copyOf(keys.values())) {
            if (entry.session().equals(id)) {
                if (session.behavior().equals("delete")) {
                    delete(index, entry.key());
                } else {
                    put(index, entry.withLock("", entry.lockIndex()));
                }
                if (session.lockDelay() > 0) {
                    delayedUntil.put(entry.key(), now + session.lockDelay());
                }
            }
        }
    }

    void reap(long upTo) {
        tombstones.values().removeIf(index -> index <= upTo);
    }

    List<KvEntry> list(String prefix) {
        return keys.values().stream()
                .filter(entry -> entry.key().startsWith(prefix))
                .toList();
    }

    long indexOf(String prefix) {
        long all = Math.max(keysIndex, tombstonesIndex);
        if (prefix.isEmpty()) {
            return all;
        }
        long max = 0;
        for (KvEntry entry : list(prefix)) {
            max = Math.max(max, entry.modifyIndex());
        }
        for (Map.Entry<String, Long> tombstone : tombstones.entrySet()) {
            max = tombstone.getKey().startsWith(prefix) ? Math.max(max, tombstone.getValue()) : max;
        }
        return max == 0 ? all : max;
    }
}
