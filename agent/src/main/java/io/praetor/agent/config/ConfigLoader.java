package io.praetor.agent.config;

import io.praetor.model.settings.SettingsException;
import io.praetor.model.settings.SettingsReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads all sources of a configuration, merges and validates them.
public final class ConfigLoader {
    private final Machine machine;
    private final SettingsReader reader = new SettingsReader();

    /// @param machine what address templates and defaults ask
    public ConfigLoader(Machine machine) {
        this.machine = machine;
    }

    /// The configuration of the sources.
    ///
    /// @throws ConfigException with the text for the user
    public LoadedConfig load(Sources sources) throws ConfigException {
        return load(sources, Map.of());
    }

    /// The same over what a server has decided.
    ///
    /// @param remote keys as files have them; weaker than all sources
    public LoadedConfig load(Sources sources, Map<String, Object> remote) throws ConfigException {
        if (!List.of("", "hcl", "json").contains(sources.format())) {
            throw new ConfigException("config: -config-format must be either 'hcl' or 'json'");
        }
        List<String> warnings = new ArrayList<>();
        List<Map<String, Object>> parts = new ArrayList<>();
        if (sources.dev()) {
            parts.add(Map.of("bind_addr", "127.0.0.1"));
        }
        parts.add(remote);
        parts.add(sources.lists());
        try {
            for (String path : sources.paths()) {
                parts.addAll(reader.read(path, sources.format(), warnings::add));
            }
            parts.add(sources.scalars());
            for (int i = 0; i < sources.fragments().size(); i++) {
                parts.add(reader.parse(
                        "flags-" + i + ".hcl", "hcl", sources.fragments().get(i)));
            }
        } catch (SettingsException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
        parts.replaceAll(part -> listDefinitions(NewerNames.translate(part)));
        return new ConfigBuilder(reader, Merge.all(parts), machine, sources.dev(), warnings).build();
    }

    /// The files that a change of would change the configuration: those named, and those in folders.
    public static List<Path> files(Sources sources) {
        List<Path> all = new ArrayList<>();
        for (String path : sources.paths()) {
            try {
                all.addAll(SettingsReader.files(path));
            } catch (SettingsException _) {
                // not there now, but may come
                all.add(Path.of(path));
            }
        }
        return all;
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
}
