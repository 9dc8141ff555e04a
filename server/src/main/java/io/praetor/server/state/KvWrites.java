package io.praetor.server.state;

import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.store.Key;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of writing keys and taking locks (`state-and-index.md` §8).
public final class KvWrites {
    private final StateWrite write;

    KvWrites(StateWrite write) {
        this.write = write;
    }

    @Nullable KvEntry get(String key) {
        return write.tx().get(Tables.KVS, Keys.exact(key), Watches.NONE);
    }

    /// Writes a key; who holds it stays. Answers the entry as it is now.
    public KvEntry set(KvEntry given) {
        KvEntry existing = get(given.key());
        String holder = existing == null ? "" : existing.session();
        return put(existing, given.withLock(holder, given.lockIndex()));
    }

    private KvEntry put(@Nullable KvEntry existing, KvEntry given) {
        long created = existing == null ? write.index() : existing.createIndex();
        if (existing != null && existing.equals(given.withIndexes(created, existing.modifyIndex()))) {
            return existing;
        }
        KvEntry entry = given.withIndexes(created, write.index());
        write.tx().put(Tables.KVS, entry);
        write.touch(Indexes.KVS);
        return entry;
    }

    /// Writes a key if its ModifyIndex is that of `given`; 0 means that it must be absent. Null when it was not
    /// written.
    public @Nullable KvEntry setIfUnchanged(KvEntry given) {
        KvEntry existing = get(given.key());
        long found = existing == null ? 0 : existing.modifyIndex();
        return found == given.modifyIndex() ? set(given) : null;
    }

    /// Deletes a key, if there is such a key, and leaves a tombstone.
    public void delete(String key) {
        if (write.tx().delete(Tables.KVS, Keys.exact(key))) {
            write.touch(Indexes.KVS);
            bury(key);
        }
    }

    /// Deletes a key if its ModifyIndex is this. A key that is absent counts as deleted.
    public boolean deleteIfUnchanged(String key, long modifyIndex) {
        KvEntry existing = get(key);
        if (existing != null && existing.modifyIndex() != modifyIndex) {
            return false;
        }
        delete(key);
        return true;
    }

    /// Deletes all keys that begin with `prefix` and leaves one tombstone for them.
    public void deleteTree(String prefix) {
        if (write.tx().deletePrefix(Tables.KVS, Keys.exact(prefix)) > 0) {
            write.touch(Indexes.KVS);
            if (!prefix.isEmpty()) {
                bury(prefix);
            }
        }
    }

    private void bury(String key) {
        write.tx().put(Tables.TOMBSTONES, new KvEntry(0, key, 0, null, "", 0, write.index()));
        write.touch(Indexes.TOMBSTONES);
        write.effects().tombstones();
    }

    /// Removes the tombstones up to this index. No index moves: what reads reported may fall back.
    public void reap(long upTo) {
        List<String> keys = new ArrayList<>();
        for (KvEntry tombstone : write.tx().scan(Tables.TOMBSTONES, Tables.TOMBSTONE_AGE, Key.EMPTY, Watches.NONE)) {
            if (Long.compareUnsigned(tombstone.modifyIndex(), upTo) > 0) {
                break;
            }
            keys.add(tombstone.key());
        }
        keys.forEach(key -> write.tx().delete(Tables.TOMBSTONES, Keys.exact(key)));
    }

    /// Writes a key and takes its lock for the session in `given`; null when somebody else has it.
    ///
    /// @throws StateException when there is no such session
    public @Nullable KvEntry lock(KvEntry given) throws StateException {
        requireSession(given.session());
        Session session = write.sessions().find(given.session());
        if (session == null) {
            throw new StateException("invalid session " + Quote.of(given.session()));
        }
        KvEntry existing = get(given.key());
        if (existing == null || existing.session().isEmpty()) {
            long before = existing == null ? 0 : existing.lockIndex();
            return put(existing, given.withLock(given.session(), before + 1));
        }
        return existing.session().equals(given.session())
                ? put(existing, given.withLock(given.session(), existing.lockIndex()))
                : null;
    }

    /// Writes a key and gives its lock up; null when the session in `given` does not have it.
    ///
    /// @throws StateException when no session is given
    public @Nullable KvEntry unlock(KvEntry given) throws StateException {
        requireSession(given.session());
        KvEntry existing = get(given.key());
        if (existing == null || !existing.session().equals(given.session())) {
            return null;
        }
        return put(existing, given.withLock("", existing.lockIndex()));
    }

    private static void requireSession(String session) throws StateException {
        if (session.isEmpty()) {
            throw new StateException("missing session");
        }
    }

    /// A session has ended: gives up its lock on this key.
    void release(KvEntry entry) {
        put(entry, entry.withLock("", entry.lockIndex()));
    }
}
