package io.praetor.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.config.AgentFlags;
import io.praetor.agent.config.ConfigException;
import io.praetor.agent.config.ConfigLoader;
import io.praetor.agent.config.Machine;
import io.praetor.model.GoDuration;
import io.praetor.model.flags.FlagException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each key of `config-keys.txt`, which holds every key there is: what it is by default, where it goes, and that a
/// value
/// of another kind is refused by name.
final class ConfigKeysTest {
    private static final String ID = "11111111-0000-0000-0000-000000000001";
    private static final String CLIENT = "bind_addr = \"127.0.0.1\" data_dir = \"/nowhere/data\"";
    private static final Machine MACHINE = new Machine() {
        @Override
        public String hostName() {
            return "box";
        }

        @Override
        public List<Card> cards() {
            return List.of(new Card("lo", InetAddress.ofLiteral("127.0.0.1"), 8, Set.of("up", "loopback")));
        }
    };

    record Row(
            String key, String sample, String where, String absent, String absentInDev, String expected, String more) {
        @Override
        public String toString() {
            return key;
        }
    }

    @Test
    void theTableHasEveryKey() throws IOException {
        assertThat(rows()).extracting(Row::key).containsAll(keys().keySet()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void hasItsDefaultAndItsPlace(Row row) throws Exception {
        AgentConfig client = load(CLIENT);
        AgentConfig dev = load("", "-dev");
        AgentConfig given = load(CLIENT + " " + row.more, "-hcl=" + fragment(row.key, row.sample));

        if (row.where.equals("merged")) {
            assertThat(find(given.merged(), row.key)).isNotNull();
            return;
        }
        assertThat(shown(client, row.where)).as("default").isEqualTo(row.absent);
        assertThat(shown(dev, row.where)).as("default of dev mode").isEqualTo(row.absentInDev);
        assertThat(shown(given, row.where)).as("given " + row.sample).isEqualTo(row.expected);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusesAnotherKindOfValueByName(Row row) throws IOException {
        String type = keys().getOrDefault(row.key, "string");
        String wrong = switch (type) {
            case "string", "duration" -> "7";
            case "bool" -> "\"yes\"";
            case "int", "uint", "float" -> "\"x\"";
            case "any" -> "";
            default -> "7";
        };
        if (wrong.isEmpty()) {
            return;
        }
        assertThatThrownBy(() -> load(CLIENT + " " + fragment(row.key, wrong)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("failed to parse flags-0.hcl: 1 error(s) decoding:\n\n* '" + row.key + "'");
    }

    @ParameterizedTest
    @MethodSource("durations")
    void refusesADurationThatIsNone(Row row) {
        assertThatThrownBy(() -> load(CLIENT + " " + row.more, "-hcl=" + fragment(row.key, "\"zz\"")))
                .hasMessage("1 error occurred:\n\t* " + row.key
                        + ": invalid duration: \"zz\": time: invalid duration \"zz\"\n\n");
    }

    static List<Row> durations() throws IOException {
        Map<String, String> types = keys();
        return rows().stream()
                .filter(row -> "duration".equals(types.get(row.key)))
                .toList();
    }

    static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        for (String line : resource("/io/praetor/agent/config-keys.txt").split("\n", -1)) {
            if (line.isBlank() || line.startsWith("#")) {
                continue;
            }
            List<String> cells = cells(line);
            String sample = cells.get(1);
            String expected = cells.get(5);
            if (expected.isEmpty()) {
                expected = sample.startsWith("\"") ? sample.substring(1, sample.length() - 1) : sample;
            }
            String dev = cells.get(4).isEmpty() ? cells.get(3) : cells.get(4);
            rows.add(new Row(cells.get(0), sample, cells.get(2), cells.get(3), dev, expected, cells.get(6)));
        }
        return rows;
    }

    /// Bars within quotes separate nothing.
    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            quoted ^= c == '"' && line.charAt(i - 1) != '\\';
            if (c == '|' && !quoted) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString().strip());
        while (cells.size() < 7) {
            cells.add("");
        }
        return cells;
    }

    /// Every key and its type, from the table the program itself reads; definitions have tests of their own.
    private static Map<String, String> keys() throws IOException {
        Map<String, Map<String, String>> sections = new HashMap<>();
        Map<String, String> section = new LinkedHashMap<>();
        for (String line : resource("/io/praetor/model/settings/keys.txt").split("\n", -1)) {
            if (line.startsWith("[")) {
                section = sections.computeIfAbsent(line.substring(1, line.length() - 1), _ -> new LinkedHashMap<>());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                String[] words = line.split(" +", 2);
                for (String name : words[0].split("\\|", -1)) {
                    section.put(name, words[1].strip());
                }
            }
        }
        Map<String, String> config = Objects.requireNonNull(sections.get("Config"));
        config.keySet().removeAll(List.of("service", "services", "check", "checks"));
        Map<String, String> keys = new LinkedHashMap<>();
        flatten("", config, sections, keys);
        return keys;
    }

    private static void flatten(
            String path,
            Map<String, String> section,
            Map<String, Map<String, String>> sections,
            Map<String, String> into) {
        section.forEach((name, type) -> {
            Map<String, String> inner = sections.get(type);
            if (inner == null) {
                into.put(path + name, type);
            } else {
                flatten(path + name + ".", inner, sections, into);
            }
        });
    }

    private static String fragment(String key, String value) {
        // the one key with a dot in its name
        int dot = key.startsWith("telemetry.") ? "telemetry".length() : key.indexOf('.');
        if (dot < 0) {
            return key + " = " + value;
        }
        String inner = key.substring(dot + 1);
        return key.substring(0, dot) + " { "
                + (inner.startsWith("disable_compat") ? "\"" + inner + "\" = " + value : fragment(inner, value)) + " }";
    }

    private static String shown(AgentConfig config, String where) throws ReflectiveOperationException {
        Object value = where.startsWith("self ")
                ? DebugConfig.of(config, ID).get(where.substring("self ".length()))
                : record(config, where);
        return text(value);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case Duration duration -> GoDuration.format(duration.toNanos());
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + text(entry.getValue()))
                        .collect(Collectors.joining(", ", "{", "}"));
            case null, default -> String.valueOf(value);
        };
    }

    private static @Nullable Object record(AgentConfig config, String path) throws ReflectiveOperationException {
        Object found = config;
        for (String name : path.split("\\.", -1)) {
            if (found instanceof Map<?, ?> map) {
                Object value = map.get(name);
                return value == null ? "" : value;
            }
            found = found.getClass().getMethod(name).invoke(found);
            if (found == null) {
                return null;
            }
        }
        return found;
    }

    private static @Nullable Object find(Map<String, Object> merged, String key) {
        Object found = merged;
        String rest = key;
        while (found instanceof Map<?, ?> map) {
            if (map.containsKey(rest)) {
                return map.get(rest);
            }
            int dot = rest.indexOf('.');
            if (dot < 0) {
                return null;
            }
            found = map.get(rest.substring(0, dot));
            rest = rest.substring(dot + 1);
        }
        return null;
    }

    private static String resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConfigKeysTest.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static AgentConfig load(String fragment, String... arguments) throws ConfigException, FlagException {
        List<String> all = new ArrayList<>();
        all.add("-hcl=" + fragment);
        all.addAll(List.of(arguments));
        return new ConfigLoader(MACHINE).load(AgentFlags.parse(all).sources()).config();
    }
}
