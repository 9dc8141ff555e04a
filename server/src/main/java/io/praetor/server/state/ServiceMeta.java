package io.praetor.server.state;

import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// What metadata may look like.
public final class ServiceMeta {
    private static final int MAX_PAIRS = 64;
    private static final int MAX_KEY_CHARS = 128;
    private static final int MAX_VALUE_CHARS = 512;
    private static final String RESERVED = "consul-";
    private static final String MESH_GATEWAY = "mesh-gateway";
    private static final String WAN_FEDERATION = "consul-wan-federation";

    private ServiceMeta() {}

    /// What is wrong with metadata that nodes are asked to have, in the original's words; null when it is fine.
    public static @Nullable String problemOfFilter(@Nullable Map<String, String> meta) {
        return problem(meta, _ -> true);
    }

    /// What is wrong with a service's metadata, in the original's words; null when it is fine.
    public static @Nullable String problem(String kind, @Nullable Map<String, String> meta) {
        return problem(meta, key -> kind.equals(MESH_GATEWAY) && key.equals(WAN_FEDERATION));
    }

    private static @Nullable String problem(@Nullable Map<String, String> meta, Predicate<String> mayReserve) {
        if (meta == null) {
            return null;
        }
        if (meta.size() > MAX_PAIRS) {
            return "Node metadata cannot contain more than 64 key/value pairs";
        }
        for (Map.Entry<String, String> pair : meta.entrySet()) {
            String problem = problem(pair.getKey(), pair.getValue(), mayReserve);
            if (problem != null) {
                return "Couldn't load metadata pair ('" + pair.getKey() + "', '" + pair.getValue() + "'): " + problem;
            }
        }
        return null;
    }

    private static @Nullable String problem(String key, String value, Predicate<String> mayReserve) {
        if (key.isEmpty()) {
            return "Key cannot be blank";
        }
        if (!key.chars().allMatch(c -> c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)))) {
            return "Key contains invalid characters";
        }
        if (key.length() > MAX_KEY_CHARS) {
            return "Key is too long (limit: 128 characters)";
        }
        if (key.startsWith(RESERVED) && !mayReserve.test(key)) {
            return "Key prefix 'consul-' is reserved for internal use";
        }
        return value.length() > MAX_VALUE_CHARS ? "Value is too long (limit: 512 characters)" : null;
    }
}
