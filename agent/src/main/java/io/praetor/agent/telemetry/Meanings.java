package io.praetor.agent.telemetry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/// What each figure means, one line of `figures.txt` each: name, kind, unit, meaning, with tabs between. The same list
/// is shown to people in `docs/telemetry.md` and to Prometheus.
final class Meanings {
    static final String RESOURCE = "figures.txt";

    private Meanings() {}

    /// One line.
    record Meaning(String name, String kind, String unit, String text) {}

    /// The meanings by name.
    static Map<String, String> load() {
        Map<String, String> texts = new TreeMap<>();
        for (Meaning meaning : all()) {
            texts.put(meaning.name(), meaning.text());
        }
        return texts;
    }

    static Iterable<Meaning> all() {
        try (InputStream in = Meanings.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the program lacks " + RESOURCE);
            }
            BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            return reader.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\t", 4))
                    .map(parts -> new Meaning(parts[0], parts[1], parts[2], parts[3]))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(RESOURCE + " cannot be read", e);
        }
    }
}
