package io.praetor.server.state;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a service's metadata may look like.
final class ServiceMeta {
    private static final int MAX_PAIRS = 64;
    private static final int MAX_KEY_CHARS = 128;
    private static final int MAX_VALUE_CHARS = 512;
    private static final String RESERVED = "consul-";
    private static final String MESH_GATEWAY = "mesh-gateway";
    private static final String WAN_FEDERATION = "consul-wan-federation";

    private ServiceMeta() {}

    /// What is wrong with the metadata, in the original's words; null when it is fine.
    static @Nullable String problem(String kind, @Nullable Map<String, String> meta) {
        if (meta == null) {
            return null;
        }
        if (meta.size() > MAX_PAIRS) {
            return "Node metadata cannot contain more than 64 key/value pairs";
        }
        for (Map.Entry<String, String> pair : meta.entrySet()) {
            String problem = problem(kind, pair.getKey(), pair.getValue());
            if (problem != null) {
                return "Couldn't load metadata pair ('" + pair.getKey() + "', '" + pair.getValue() + "'): " + problem;
            }
        }
        return null;
    }

    private static @Nullable String problem(String kind, String key, String value) {
        if (key.isEmpty()) {
            return "Key cannot be blank";
        }
        if (!key.chars().allMatch(c -> c == '-' || c == '_' || (c < 0x80 && Character.isLetterOrDigit(c)))) {
            return "Key contains invalid characters";
        }
        if (key.length() > MAX_KEY_CHARS) {
            return "Key is too long (limit: 128 characters)";
        }
        if (key.startsWith(RESERVED) && !(kind.equals(MESH_GATEWAY) && key.equals(WAN_FEDERATION))) {
            return "Key prefix 'consul-' is reserved for internal use";
        }
        return value.length() > MAX_VALUE_CHARS ? "Value is too long (limit: 512 characters)" : null;
    }
}
