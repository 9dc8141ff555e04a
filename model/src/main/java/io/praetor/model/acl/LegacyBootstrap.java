package io.praetor.model.acl;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Whether a bootstrap was possible, in snapshots of before 1.4 (record 11).
public record LegacyBootstrap(boolean allowBootstrap, long createIndex, long modifyIndex) {

    /// How it travels.
    public static final StructCodec<LegacyBootstrap> CODEC = StructCodec.<LegacyBootstrap>of("ACLBootstrap")
            .field("AllowBootstrap", Codecs.BOOL, LegacyBootstrap::allowBootstrap)
            .field("CreateIndex", Codecs.UINT64, LegacyBootstrap::createIndex)
            .field("ModifyIndex", Codecs.UINT64, LegacyBootstrap::modifyIndex)
            .build(v -> new LegacyBootstrap(v.next(), v.next(), v.next()));
}
