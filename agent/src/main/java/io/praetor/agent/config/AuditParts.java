package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Audit;
import io.praetor.agent.config.AgentConfig.AuditSink;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The stanza `audit`, which means what it means in the original's paid edition; `include`, `exclude` and
/// `delivery_guarantee = "enforced"` are ours.
final class AuditParts {
    /// Each holds a file open and costs a write for every event.
    private static final int MOST_SINKS = 8;

    private static final Pattern MODE = Pattern.compile("0?[0-7]{3}");
    private static final Set<String> GUARANTEES = Set.of("best-effort", "enforced");

    private final Settings settings;

    AuditParts(Settings settings) {
        this.settings = settings;
    }

    Audit audit() {
        boolean enabled = settings.bool("audit.enabled", false);
        List<AuditSink> sinks = new ArrayList<>();
        Map<String, Object> named = settings.object("audit.sink");
        if (named != null) {
            named.forEach((name, sink) -> sinks.add(sink(name, sink)));
        }
        if (enabled && sinks.isEmpty()) {
            settings.fault("audit.enabled is true, but there is no audit.sink");
        }
        if (sinks.size() > MOST_SINKS) {
            settings.fault("audit.sink: " + sinks.size() + " sinks, at most " + MOST_SINKS + " are possible");
        }
        if (sinks.stream().map(AuditSink::path).distinct().count() < sinks.size()) {
            settings.fault("audit.sink: two sinks have the same path");
        }
        return new Audit(enabled, sinks, prefixes("audit.include"), prefixes("audit.exclude"));
    }

    @SuppressWarnings("unchecked") // the table of keys says that it is an object
    private AuditSink sink(String name, Object written) {
        Settings sink = settings.within((Map<String, Object>) written, "audit.sink[" + name + "]");
        String at = "audit.sink[" + name + "].";
        demand(at + "type", sink.text("type", ""), Set.of("file"));
        demand(at + "format", sink.text("format", "json"), Set.of("json"));
        String guarantee = sink.text("delivery_guarantee", "best-effort");
        demand(at + "delivery_guarantee", guarantee, GUARANTEES);
        String mode = sink.text("mode", "0600");
        if (!MODE.matcher(mode).matches()) {
            settings.fault(at + "mode: \"" + mode + "\" is not an octal number of three digits");
        }
        long bytes = sink.number("rotate_bytes", 0);
        Duration every = sink.duration("rotate_duration", Duration.ZERO);
        if (bytes <= 0 && !every.isPositive()) {
            settings.fault(at + "rotate_duration or rotate_bytes must be set");
        }
        return new AuditSink(
                name,
                path(at + "path", sink.text("path", "")),
                guarantee.equals("enforced"),
                mode,
                bytes,
                every,
                sink.integer("rotate_max_files", 0));
    }

    private void demand(String key, String value, Set<String> known) {
        if (!known.contains(value)) {
            String expected = known.stream()
                    .sorted()
                    .map(word -> '"' + word + '"')
                    .reduce((a, b) -> a + " or " + b)
                    .orElse("");
            settings.fault(key + ": must be " + expected + ", not \"" + value + "\"");
        }
    }

    private Path path(String key, String text) {
        if (text.isEmpty() || text.endsWith("/")) {
            settings.fault(key + ": must be the name of a file");
        }
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            settings.fault(key + ": " + e.getReason());
            return Path.of("");
        }
    }

    private List<String> prefixes(String key) {
        List<String> prefixes = settings.texts(key);
        for (String prefix : prefixes) {
            if (!prefix.startsWith("/")) {
                settings.fault(key + ": \"" + prefix + "\" is no path: it does not start with a slash");
            }
        }
        return prefixes;
    }
}
