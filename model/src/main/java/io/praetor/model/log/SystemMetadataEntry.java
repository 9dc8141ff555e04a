package io.praetor.model.log;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A fact about the cluster's data, such as `intention-format`.
public record SystemMetadataEntry(String key, String value, long createIndex, long modifyIndex) {

    /// How it travels.
    public static final StructCodec<SystemMetadataEntry> CODEC = StructCodec.<SystemMetadataEntry>of(
                    "SystemMetadataEntry")
            .field("Key", Codecs.TEXT, SystemMetadataEntry::key)
            .field("Value", Codecs.TEXT, SystemMetadataEntry::value)
            .field("CreateIndex", Codecs.UINT64, SystemMetadataEntry::createIndex)
            .field("ModifyIndex", Codecs.UINT64, SystemMetadataEntry::modifyIndex)
            .build(v -> new SystemMetadataEntry(v.next(), v.next(), v.next(), v.next()));

    /// The same with these Raft indexes.
    public SystemMetadataEntry withIndexes(long create, long modify) {
        return new SystemMetadataEntry(key, value, create, modify);
    }
}
