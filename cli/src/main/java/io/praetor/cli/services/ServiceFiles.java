package io.praetor.cli.services;

import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.model.settings.SettingsException;
import io.praetor.model.settings.SettingsReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The services that configuration files define, as the API takes them.
final class ServiceFiles {
    /// Keys whose maps have keys of the user's.
    private static final Set<String> FREE = Set.of("config", "header", "meta");

    private ServiceFiles() {}

    /// @throws IOException with the text for the user
    static List<ServiceDefinition> read(List<String> files) throws IOException {
        SettingsReader reader = new SettingsReader();
        List<ServiceDefinition> services = new ArrayList<>();
        for (String file : files) {
            try {
                for (Map<String, Object> part : reader.read(file, "", _ -> {})) {
                    if (part.get("service") instanceof Map<?, ?> service) {
                        services.add(definition(service));
                    }
                    if (part.get("services") instanceof List<?> list) {
                        for (Object service : list) {
                            services.add(definition((Map<?, ?>) service));
                        }
                    }
                }
            } catch (SettingsException e) {
                throw new IOException(e.getMessage(), e);
            } catch (DecodeException e) {
                throw new IOException("failed to parse " + file + ": " + e.getMessage(), e);
            }
        }
        return services;
    }

    /// Files say `enable_tag_override`, the API `EnableTagOverride`: but for the underscores, the same words.
    private static ServiceDefinition definition(Map<?, ?> service) throws DecodeException {
        return Json.parse(ServiceDefinition.CODEC, Json.compact(Codecs.ANY_MAP, renamed(service)), false);
    }

    private static Map<String, @Nullable Object> renamed(Map<?, ?> object) {
        Map<String, @Nullable Object> renamed = new TreeMap<>();
        for (Map.Entry<?, ?> entry : object.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            renamed.put(
                    key.replace("_", ""),
                    switch (key) {
                        case "check" -> check(value);
                        case "checks" -> checks(value);
                        case "tagged_addresses" -> value;
                        case "weights" -> weights(value);
                        default -> FREE.contains(key) ? value : renamedValue(value);
                    });
        }
        return renamed;
    }

    private static @Nullable Object renamedValue(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> renamed(map);
            case List<?> list -> list.stream().map(ServiceFiles::renamedValue).toList();
            case null, default -> value;
        };
    }

    /// The ID of a check within a service goes by another name.
    private static @Nullable Object check(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, @Nullable Object> check = renamed(map);
        Object id = check.remove("id");
        if (id != null) {
            check.put("CheckID", id);
        }
        return check;
    }

    private static @Nullable Object checks(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(ServiceFiles::check).toList()
                : value;
    }

    /// A weight that is not given is 1.
    private static @Nullable Object weights(@Nullable Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<String, @Nullable Object> weights = renamed(map);
        weights.putIfAbsent("passing", 1L);
        weights.putIfAbsent("warning", 1L);
        return weights;
    }
}
