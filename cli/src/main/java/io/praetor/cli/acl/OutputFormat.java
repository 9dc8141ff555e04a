package io.praetor.cli.acl;

import io.praetor.cli.base.Context;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.flags.Flag;
import io.praetor.model.flags.FlagSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `-format` and `-meta`: how a command prints what it has got.
final class OutputFormat {
    private final Flag<String> format;
    private final @Nullable Flag<Boolean> meta;

    private OutputFormat(FlagSet flags, boolean withMeta) {
        format = flags.text("format", "pretty", "How to print the result: pretty, for people, or json, for programs.");
        meta = withMeta ? flags.bool("meta", false, "Show hash, create index and modify index as well.") : null;
    }

    /// Both flags.
    static OutputFormat define(FlagSet flags) {
        return new OutputFormat(flags, true);
    }

    /// Only `-format`.
    static OutputFormat withoutMeta(FlagSet flags) {
        return new OutputFormat(flags, false);
    }

    /// To be called before anything is asked of the agent: a write whose result cannot be printed shall not be made.
    void check() throws Refusal {
        if (!isJson() && !format.get().equals("pretty")) {
            throw Refusal.of("Unknown format: " + format.get());
        }
    }

    /// Whether it is for programs.
    boolean isJson() {
        return format.get().equals("json");
    }

    /// Prints one object.
    <T> void print(Context context, ObjectText<T> text, T value) {
        if (isJson()) {
            context.out().print(new String(Json.pretty(text.json(), value), StandardCharsets.UTF_8));
        } else {
            context.out().line(text.pretty(value, isMeta()));
        }
    }

    /// Prints a list; the empty one is nothing for people.
    <T> void printAll(Context context, ObjectText<T> text, List<T> values) {
        if (isJson()) {
            context.out().print(new String(Json.pretty(Codecs.list(text.json()), values), StandardCharsets.UTF_8));
            return;
        }
        StringBuilder out = new StringBuilder();
        for (T value : values) {
            out.append(out.isEmpty() ? "" : text.separator()).append(text.pretty(value, isMeta()));
        }
        if (!out.isEmpty()) {
            context.out().line(out.toString());
        }
    }

    private boolean isMeta() {
        return meta != null && meta.get();
    }
}
