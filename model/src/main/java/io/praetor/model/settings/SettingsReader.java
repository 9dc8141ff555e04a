package io.praetor.model.settings;

import io.praetor.model.hcl.Hcl;
import io.praetor.model.hcl.StrictJson;
import io.praetor.model.hcl.SyntaxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// Reads configuration files, HCL or JSON, into typed values by canonical key: String, Boolean, Long, Double,
/// `List<Object>` and `Map<String, Object>`.
public final class SettingsReader {
    /// Bytes of one file; far above any real configuration, far below what hurts.
    private static final long MAX_FILE_BYTES = 64L << 20;

    private final Type.Struct schema = Schema.load();

    /// Reads a file, or all files of a folder by name.
    ///
    /// @param format   `hcl` or `json`; empty for what the files' names end in
    /// @param warnings is told of files that were left out
    /// @return what each file says
    /// @throws SettingsException with the text for the user
    public List<Map<String, Object>> read(String path, String format, Consumer<String> warnings)
            throws SettingsException {
        List<Map<String, Object>> parts = new ArrayList<>();
        for (Path file : files(path)) {
            String name = file.toString();
            String syntax =
                    !format.isEmpty() ? format : name.endsWith(".json") ? "json" : name.endsWith(".hcl") ? "hcl" : "";
            if (syntax.isEmpty()) {
                warnings.accept(
                        "skipping file " + name + ", extension must be .hcl or .json, or config format must be set");
                continue;
            }
            String text = text(file);
            if (!text.isBlank()) {
                parts.add(parse(name, syntax, text));
            }
        }
        return parts;
    }

    /// The file itself, or the files of a folder by name.
    ///
    /// @throws SettingsException with the text for the user
    public static List<Path> files(String name) throws SettingsException {
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
            throw new SettingsException("config: Open failed on " + name + ". open " + name + ": " + reason(e));
        }
    }

    private static String text(Path file) throws SettingsException {
        try {
            if (Files.size(file) > MAX_FILE_BYTES) {
                throw new SettingsException(
                        "config: ReadFile failed on " + file + ": larger than " + MAX_FILE_BYTES + " bytes");
            }
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new SettingsException("config: ReadFile failed on " + file + ": " + reason(e));
        }
    }

    /// The dotted keys of all durations outside of lists.
    ///
    /// @param isThere whether an object is there to be looked into
    public List<String> durations(Predicate<String> isThere) {
        List<String> keys = new ArrayList<>();
        collectDurations(schema, "", isThere, keys);
        return keys;
    }

    private static void collectDurations(
            Type.Struct struct, String path, Predicate<String> isThere, List<String> keys) {
        for (Type.Field field : struct.fields().values()) {
            String key = path + field.name();
            if (field.type() == Type.Scalar.DURATION) {
                keys.add(key);
            } else if (field.type() instanceof Type.Struct inner && isThere.test(key)) {
                collectDurations(inner, key + ".", isThere, keys);
            }
        }
    }

    /// Reads a text.
    ///
    /// @param name   what messages call it
    /// @param syntax `hcl` or `json`
    /// @throws SettingsException with the text for the user
    public Map<String, Object> parse(String name, String syntax, String text) throws SettingsException {
        try {
            return decode(syntax.equals("json") ? StrictJson.parse(text) : Hcl.parse(text));
        } catch (SyntaxException | SettingsException e) {
            throw new SettingsException("failed to parse " + name + ": " + e.getMessage());
        }
    }

    /// Holds values, as the parsers leave them, against the table of keys.
    ///
    /// @throws SettingsException with every wrong type, or else with every unknown key
    public Map<String, Object> decode(Map<String, Object> raw) throws SettingsException {
        return Decoder.decode(schema, raw);
    }

    private static String reason(IOException e) {
        return switch (e) {
            case NoSuchFileException _ -> "no such file or directory";
            case AccessDeniedException _ -> "permission denied";
            default -> String.valueOf(e.getMessage());
        };
    }
}
