package io.praetor.dns;

import io.praetor.server.query.Standing;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Replies that are given again as long as what they were worked out from holds.
///
/// Bounded by two generations: when the young one is full it becomes the old one, and what nobody asked for meanwhile
/// is
/// dropped with the one before. Random names push each other out, but not what is asked for often.
final class AnswerCache implements AutoCloseable {
    /// Questions of one generation.
    static final int MOST_ENTRIES = 4096;

    /// Bytes of the records of one generation, about, so that large answers count for more.
    static final long MOST_BYTES = 32L << 20;

    /// A reply that is larger is worked out each time.
    static final long MOST_REPLY_BYTES = MOST_BYTES / 8;

    /// What a record takes besides its data and names.
    private static final int RECORD_BYTES = 64;

    /// A reply and what it depends on.
    ///
    /// @param bytes what the reply takes, about
    record Entry(Reply reply, List<Standing<?>> standings, long bytes) {
        boolean holds() {
            for (int i = 0; i < standings.size(); i++) {
                Standing<?> standing = standings.get(i);
                if (!standing.holds() || standing.lastContact().compareTo(Reads.NOTABLE_AGE) > 0) {
                    return false;
                }
            }
            return true;
        }

        void close() {
            standings.forEach(Standing::close);
        }
    }

    private volatile ConcurrentHashMap<QuestionKey, Entry> young = new ConcurrentHashMap<>();
    private volatile ConcurrentHashMap<QuestionKey, Entry> old = new ConcurrentHashMap<>();
    private long bytes;
    private boolean closed;

    /// The reply to a question if it still holds. `key` is not kept.
    @Nullable Reply get(QuestionKey key) {
        Entry entry = young.get(key);
        if (entry != null) {
            return entry.holds() ? entry.reply() : null;
        }
        entry = old.get(key);
        if (entry == null || !entry.holds()) {
            return null;
        }
        promote(key, entry);
        return entry.reply();
    }

    private synchronized void promote(QuestionKey key, Entry entry) {
        if (old.remove(key, entry)) {
            insert(key.copy(), entry);
        }
    }

    /// Keeps a reply, and owns what it depends on from now on.
    synchronized void put(QuestionKey key, Reply reply, List<Standing<?>> standings) {
        Entry entry = new Entry(reply, standings, bytes(reply));
        if (closed || entry.bytes() > MOST_REPLY_BYTES) {
            entry.close();
            return;
        }
        Entry before = old.remove(key);
        if (before != null) {
            before.close();
        }
        insert(key.copy(), entry);
    }

    private void insert(QuestionKey key, Entry entry) {
        if (young.size() >= MOST_ENTRIES || bytes >= MOST_BYTES) {
            old.values().forEach(Entry::close);
            old = young;
            young = new ConcurrentHashMap<>();
            bytes = 0;
        }
        Entry before = young.put(key, entry);
        bytes += entry.bytes();
        if (before != null) {
            bytes -= before.bytes();
            before.close();
        }
    }

    private static long bytes(Reply reply) {
        long bytes = bytes(reply.extra());
        for (Group group : reply.groups()) {
            bytes += RECORD_BYTES + bytes(group.answers()) + bytes(group.glue()) + bytes(group.extra());
        }
        return bytes;
    }

    private static long bytes(List<Rr> records) {
        long bytes = 0;
        for (Rr record : records) {
            bytes += RECORD_BYTES + record.plainLength(0);
        }
        return bytes;
    }

    /// How many replies are kept.
    int size() {
        return young.size() + old.size();
    }

    /// Drops everything and keeps nothing from now on.
    @Override
    public synchronized void close() {
        closed = true;
        young.values().forEach(Entry::close);
        old.values().forEach(Entry::close);
        young.clear();
        old.clear();
    }
}
