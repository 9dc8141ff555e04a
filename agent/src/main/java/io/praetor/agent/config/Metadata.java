package io.praetor.agent.config;

import java.util.Map;
import java.util.regex.Pattern;

/// The limits of node metadata: 64 pairs, keys of 128 and values of 512 characters.
final class Metadata {
    private static final int MAX_PAIRS = 64;
    private static final int MAX_KEY = 128;
    private static final int MAX_VALUE = 512;
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private Metadata() {}

    static void check(Map<String, String> meta) throws ConfigException {
        if (meta.size() > MAX_PAIRS) {
            throw new ConfigException(
                    "node_meta invalid: Node metadata cannot contain more than " + MAX_PAIRS + " key/value pairs");
        }
        for (Map.Entry<String, String> pair : meta.entrySet()) {
            String fault = fault(pair.getKey(), pair.getValue());
            if (!fault.isEmpty()) {
                throw new ConfigException("node_meta invalid: Couldn't load metadata pair ('" + pair.getKey() + "', '"
                        + pair.getValue() + "'): " + fault);
            }
        }
    }

    private static String fault(String key, String value) {
        if (key.isEmpty()) {
            return "Key cannot be blank";
        }
        if (!KEY.matcher(key).matches()) {
            return "Key contains invalid characters";
        }
        if (key.length() > MAX_KEY) {
            return "Key is too long (limit: " + MAX_KEY + " characters)";
        }
        if (key.startsWith("consul-")) {
            return "Key prefix 'consul-' is reserved for internal use";
        }
        return value.length() > MAX_VALUE ? "Value is too long (limit: " + MAX_VALUE + " characters)" : "";
    }
}
