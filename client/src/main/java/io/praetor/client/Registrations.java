package io.praetor.client;

import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Bodies of registrations. What is zero is left out: an agent refuses keys it does not know, and older ones do not
/// know
/// all.
final class Registrations {
    /// What somebody else reads, or what means something when empty, is sent as it is.
    private static final Set<String> WHOLE =
            Set.of("Config", "Header", "Meta", "SidecarService", "TaggedAddresses", "Weights");

    private Registrations() {}

    static Map<String, @Nullable Object> of(ServiceDefinition service) {
        return tree(ServiceDefinition.CODEC, service);
    }

    static Map<String, @Nullable Object> of(CheckDefinition check) {
        return tree(CheckDefinition.CODEC, check);
    }

    private static <T> Map<String, @Nullable Object> tree(Codec<T> codec, T value) {
        try {
            Map<String, @Nullable Object> all = Json.parse(Codecs.ANY_MAP, Json.compact(codec, value));
            return all == null ? Map.of() : pruned(all);
        } catch (DecodeException e) {
            throw new IllegalStateException("our own JSON cannot be read", e);
        }
    }

    private static Map<String, @Nullable Object> pruned(Map<?, ?> all) {
        Map<String, @Nullable Object> kept = new TreeMap<>();
        for (Map.Entry<?, ?> entry : all.entrySet()) {
            String key = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            boolean whole = WHOLE.contains(key);
            Object rest = whole && !key.equals("SidecarService") ? value : pruned(value);
            if (rest != null && (whole || !isZero(rest))) {
                kept.put(key, rest);
            }
        }
        return kept;
    }

    private static @Nullable Object pruned(@Nullable Object value) {
        return switch (value) {
            case Map<?, ?> map -> pruned(map);
            case List<?> list -> {
                List<@Nullable Object> copy = new ArrayList<>(list.size());
                list.forEach(element -> copy.add(pruned(element)));
                yield copy;
            }
            case null, default -> value;
        };
    }

    private static boolean isZero(Object value) {
        return switch (value) {
            case Boolean bool -> !bool;
            case Number number -> number.doubleValue() == 0;
            case String text -> text.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case List<?> list -> list.isEmpty();
            default -> false;
        };
    }
}
