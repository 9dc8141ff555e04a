package io.praetor.server.state;

import io.praetor.model.kv.KvEntry;
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of keys, in byte order.
public final class KvReads {
    private final Reader reader;

    KvReads(Reader reader) {
        this.reader = reader;
    }

    /// One key; null when it is absent.
    public Indexed<@Nullable KvEntry> get(String key, Watches watches) {
        KvEntry entry = reader.get(Tables.KVS, Keys.exact(key), watches);
        return new Indexed<>(entry == null ? tableIndex() : entry.modifyIndex(), entry);
    }

    /// All keys that begin with `prefix`. Tombstones of deleted keys keep the index from falling back until they are
    /// reaped.
    public Indexed<List<KvEntry>> list(String prefix, Watches watches) {
        Key below = Keys.exact(prefix);
        List<KvEntry> entries = new ArrayList<>();
        long index = 0;
        for (KvEntry entry : reader.scan(Tables.KVS, Tables.KVS.primary(), below, watches)) {
            entries.add(entry);
            index = Math.max(index, entry.modifyIndex());
        }
        if (prefix.isEmpty()) {
            return new Indexed<>(tableIndex(), Collections.unmodifiableList(entries));
        }
        for (KvEntry tombstone : reader.scan(Tables.TOMBSTONES, Tables.TOMBSTONES.primary(), below, Watches.NONE)) {
            index = Math.max(index, tombstone.modifyIndex());
        }
        return new Indexed<>(index == 0 ? tableIndex() : index, Collections.unmodifiableList(entries));
    }

    private long tableIndex() {
        return Indexes.max(reader, Indexes.KVS, Indexes.TOMBSTONES);
    }
}
