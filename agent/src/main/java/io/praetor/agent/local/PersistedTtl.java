package io.praetor.agent.local;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A file below `checks/state/` (`agent.md` §5): what a TTL check was told last.
///
/// @param expires in seconds since 1970
record PersistedTtl(String checkId, String output, String status, long expires) {
    static final StructCodec<PersistedTtl> CODEC = StructCodec.<PersistedTtl>of("persistedCheckState")
            .field("CheckID", Codecs.TEXT, PersistedTtl::checkId)
            .field("Output", Codecs.TEXT, PersistedTtl::output)
            .field("Status", Codecs.TEXT, PersistedTtl::status)
            .field("Expires", Codecs.INT64, PersistedTtl::expires)
            .build(v -> new PersistedTtl(v.next(), v.next(), v.next(), v.next()));
}
