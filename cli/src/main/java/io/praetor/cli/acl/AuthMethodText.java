package io.praetor.cli.acl;

import io.praetor.model.GoDuration;
import io.praetor.model.acl.AclAuthMethod;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Prints an auth method, with its configuration.
final class AuthMethodText implements ObjectText<AclAuthMethod> {
    private static final int COLUMN = 15;

    @Override
    public Codec<AclAuthMethod> json() {
        return AclAuthMethod.CODEC;
    }

    @Override
    public String pretty(AclAuthMethod method, boolean meta) {
        Rows rows = new Rows("", COLUMN)
                .row("Name", method.name())
                .row("Type", method.type())
                .rowIfAny("DisplayName", method.displayName())
                .row("Description", method.description())
                .rowIfAny("MaxTokenTTL", method.maxTokenTtl() == 0 ? "" : GoDuration.format(method.maxTokenTtl()))
                .rowIfAny("TokenLocality", method.tokenLocality());
        if (meta) {
            rows.indexes(method.createIndex(), method.modifyIndex());
        }
        return rows.line("Config:").text(config(method.config())).toString();
    }

    /// JSON with half the usual indent. No text within JSON holds a line feed, so lines are what the printer made.
    private static String config(@Nullable Map<String, @Nullable Object> config) {
        StringBuilder out = new StringBuilder();
        String json = new String(Json.pretty(Codecs.ANY_MAP, config), StandardCharsets.UTF_8);
        for (String line : json.strip().split("\n", -1)) {
            String text = line.stripLeading();
            out.append(out.isEmpty() ? "" : "\n").repeat(' ', (line.length() - text.length()) / 2);
            out.append(text);
        }
        return out.toString();
    }
}
