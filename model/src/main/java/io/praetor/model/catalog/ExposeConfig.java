package io.praetor.model.catalog;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a proxy serves without mutual TLS.
public record ExposeConfig(boolean checks, @Nullable List<ExposePath> paths) {

    /// How it travels.
    public static final StructCodec<ExposeConfig> CODEC = StructCodec.<ExposeConfig>of("ExposeConfig")
            .field("Checks", Codecs.BOOL, ExposeConfig::checks)
            .omitEmpty()
            .field("Paths", Codecs.list(ExposePath.CODEC), ExposeConfig::paths)
            .omitEmpty()
            .build(v -> new ExposeConfig(v.next(), v.next()));
}
