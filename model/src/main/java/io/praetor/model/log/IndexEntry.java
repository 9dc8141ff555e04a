package io.praetor.model.log;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A row of the index table.
public record IndexEntry(String key, long value) {

    /// How it travels.
    public static final StructCodec<IndexEntry> CODEC = StructCodec.<IndexEntry>of("IndexEntry")
            .field("Key", Codecs.TEXT, IndexEntry::key)
            .field("Value", Codecs.UINT64, IndexEntry::value)
            .build(v -> new IndexEntry(v.next(), v.next()));
}
