package io.praetor.agent.local;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// A file below `checks/` (`agent.md` §5).
record PersistedCheck(HealthCheck check, @Nullable CheckType type, String token, String source) {
    static final StructCodec<PersistedCheck> CODEC = StructCodec.<PersistedCheck>of("persistedCheck")
            .field("Check", HealthCheck.CODEC, PersistedCheck::check)
            .field("ChkType", Codecs.pointer(CheckType.CODEC), PersistedCheck::type)
            .field("Token", Codecs.TEXT, PersistedCheck::token)
            .field("Source", Codecs.TEXT, PersistedCheck::source)
            .build(v -> new PersistedCheck(v.next(), v.next(), v.next(), v.next()));

    static PersistedCheck of(CheckEntry entry) {
        return new PersistedCheck(
                entry.check(), entry.type(), entry.token(), entry.origin().text());
    }
}
