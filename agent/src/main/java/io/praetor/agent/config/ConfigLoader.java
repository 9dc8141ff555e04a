package io.praetor.agent.config;

import io.praetor.agent.config.hcl.Hcl;
import io.praetor.agent.config.hcl.StrictJson;
import io.praetor.agent.config.hcl.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Reads all sources of a configuration, merges and validates them.
public final class ConfigLoader {
    /// Bytes of one file; far above any real configuration, far below what hurts.
    private static final long MAX_FILE_BYTES = 64L << 20;

    private final Machine machine;
    private final Type.Struct schema = Schema.load();

    /// @param machine what address templates and defaults ask
    public ConfigLoader(Machine machine) {
        this.machine = machine;
    }

    /// The configuration of the sources.
    ///
    /// @throws ConfigException with the text for the user
    public LoadedConfig load(Sources sources) throws ConfigException {
        if (!List.of("", "hcl", "json").contains(sources.format())) {
            throw new ConfigException("config: -config-format must be either 'hcl' or 'json'");
        }
        List<String> warnings = new ArrayList<>();
        List<Map<String, Object>> parts = new ArrayList<>();
        if (sources.dev()) {
            parts.add(Map.of("bind_addr", "127.0.0.1"));
        }
        parts.add(sources.lists());
        for (String path : sources.paths()) {
            for (Path file : files(path)) {
                read(file, sources.format(), parts, warnings);
            }
        }
        parts.add(sources.scalars());
        for (int i = 0; i < sources.fragments().size(); i++) {
            parts.add(parse("flags-" + i + ".hcl", "hcl", sources.fragments().get(i)));
        }
        parts.replaceAll(ConfigLoader::listDefinitions);
        return new ConfigBuilder(Merge.all(parts), machine, sources.dev(), warnings).build();
    }

    /// A single `service` or `check` is one of `services` or `checks`.
    private static Map<String, Object> listDefinitions(Map<String, Object> part) {
        Map<String, Object> changed = part;
        for (String one : List.of("service", "check")) {
            Object definition = changed.get(one);
            if (definition != null) {
                Map<String, Object> rest = new LinkedHashMap<>(changed);
                rest.remove(one);
                changed = Merge.all(List.of(Map.of(one + "s", List.of(definition)), rest));
            }
        }
        return changed;
    }

    /// The file itself, or the files of a folder by name.
    private static List<Path> files(String name) throws ConfigException {
        Path path = Path.of(name);
        try {
            if (!Files.isDirectory(path)) {
                if (!Files.exists(path)) {
                    throw new NoSuchFileException(name);
                }
                return List.of(path);
            }
            try (Stream<Path> entries = Files.list(path)) {
                return entries.filter(entry -> !Files.isDirectory(entry))
                        .sorted((a, b) -> a.getFileName()
                                .toString()
                                .compareTo(b.getFileName().toString()))
                        .toList();
            }
        } catch (IOException e) {
            throw new ConfigException("config: Open failed on " + name + ". open " + name + ": " + reason(e));
        }
    }

    private void read(Path file, String format, List<Map<String, Object>> parts, List<String> warnings)
            throws ConfigException {
        String name = file.toString();
        String syntax =
                !format.isEmpty() ? format : name.endsWith(".json") ? "json" : name.endsWith(".hcl") ? "hcl" : "";
        if (syntax.isEmpty()) {
            warnings.add("skipping file " + name + ", extension must be .hcl or .json, or config format must be set");
            return;
        }
        String text;
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new ConfigException(
                        "config: ReadFile failed on " + name + ": larger than " + MAX_FILE_BYTES + " bytes");
            }
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new ConfigException("config: ReadFile failed on " + name + ": " + reason(e));
        }
        if (!text.isBlank()) {
            parts.add(parse(name, syntax, text));
        }
    }

    private Map<String, Object> parse(String name, String syntax, String text) throws ConfigException {
        try {
            return Decoder.decode(schema, syntax.equals("json") ? StrictJson.parse(text) : Hcl.parse(text));
        } catch (SyntaxException | ConfigException e) {
            throw new ConfigException("failed to parse " + name + ": " + e.getMessage());
        }
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
