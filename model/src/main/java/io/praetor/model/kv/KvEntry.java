package io.praetor.model.kv;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// A key and what is stored under it; also a tombstone, of which only key and ModifyIndex count.
///
/// @param lockIndex how often the lock was acquired
/// @param flags the user's own, 64 bits
/// @param value `null` where nothing was given, and in results of transactional writes
/// @param session who holds the lock; empty for nobody
public record KvEntry(
        long lockIndex,
        String key,
        long flags,
        @Nullable Bytes value,
        String session,
        long createIndex,
        long modifyIndex) {

    /// How it travels.
    public static final StructCodec<KvEntry> CODEC = StructCodec.<KvEntry>of("DirEntry")
            .field("LockIndex", Codecs.UINT64, KvEntry::lockIndex)
            .field("Key", Codecs.TEXT, KvEntry::key)
            .field("Flags", Codecs.UINT64, KvEntry::flags)
            .field("Value", Codecs.BYTES, KvEntry::value)
            .field("Session", Codecs.TEXT, KvEntry::session)
            .omitEmpty()
            .field("CreateIndex", Codecs.UINT64, KvEntry::createIndex)
            .field("ModifyIndex", Codecs.UINT64, KvEntry::modifyIndex)
            .build(v -> new KvEntry(v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public KvEntry withIndexes(long create, long modify) {
        return new KvEntry(lockIndex, key, flags, value, session, create, modify);
    }

    /// The same without its value.
    public KvEntry withoutValue() {
        return new KvEntry(lockIndex, key, flags, null, session, createIndex, modifyIndex);
    }

    /// The same, held by this session (empty: nobody) after this many acquisitions.
    public KvEntry withLock(String holder, long acquisitions) {
        return new KvEntry(acquisitions, key, flags, value, holder, createIndex, modifyIndex);
    }
}
