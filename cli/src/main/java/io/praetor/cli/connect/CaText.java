package io.praetor.cli.connect;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.connect.CaConfiguration;

/// The authority's configuration as people read and write it.
final class CaText {
    static final StructCodec<CaConfiguration> CODEC = StructCodec.<CaConfiguration>of("CAConfig")
            .field("Provider", Codecs.TEXT, CaConfiguration::provider)
            .field("Config", Codecs.ANY_MAP, CaConfiguration::config)
            .field("State", Codecs.TEXT_MAP, CaConfiguration::state)
            .field("ForceWithoutCrossSigning", Codecs.BOOL, CaConfiguration::forceWithoutCrossSigning)
            .omitEmpty()
            .field("CreateIndex", Codecs.UINT64, CaConfiguration::createIndex)
            .field("ModifyIndex", Codecs.UINT64, CaConfiguration::modifyIndex)
            .build(v -> new CaConfiguration("", v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    private static final String INDENT = "    ";

    private CaText() {}

    /// JSON, indented with tabs.
    static String of(CaConfiguration config) {
        StringBuilder out = new StringBuilder();
        new String(Json.pretty(CODEC, config), java.nio.charset.StandardCharsets.UTF_8)
                .lines()
                .forEach(line -> {
                    String rest = line;
                    while (rest.startsWith(INDENT)) {
                        out.append('\t');
                        rest = rest.substring(INDENT.length());
                    }
                    out.append(rest).append('\n');
                });
        return out.toString();
    }
}
