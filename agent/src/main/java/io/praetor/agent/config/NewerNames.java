package io.praetor.agent.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Brings a source that uses names of later releases of the original to the names of 1.9, where both mean the same.
/// Source by source, so that the later source wins whatever names it uses; within one source the newer name wins.
final class NewerNames {
    private static final List<String> FOR_ALL_SIDES = List.of(
            "ca_file",
            "ca_path",
            "cert_file",
            "key_file",
            "tls_cipher_suites",
            "tls_min_version",
            "verify_incoming",
            "verify_outgoing");

    private NewerNames() {}

    /// The source, or a changed copy of it.
    static Map<String, Object> translate(Map<String, Object> given) {
        Map<String, Object> source = given;
        Object replica = given.get("read_replica");
        if (replica != null) {
            source = new LinkedHashMap<>(given);
            source.remove("read_replica");
            source.put("non_voting_server", replica);
        }
        if (!(source.get("tls") instanceof Map<?, ?> tls)) {
            return source;
        }
        Map<String, Object> translated = new LinkedHashMap<>(source);
        Map<String, Object> rest = new LinkedHashMap<>();
        tls.forEach((side, settings) -> rest.put(side.toString(), versions(settings)));
        if (rest.remove("defaults") instanceof Map<?, ?> defaults) {
            for (String key : FOR_ALL_SIDES) {
                move(defaults, key, translated);
            }
        }
        if (rest.get("internal_rpc") instanceof Map<?, ?> rpc) {
            move(rpc, "verify_server_hostname", translated);
        }
        translated.put("tls", rest);
        return translated;
    }

    private static void move(Map<?, ?> from, String key, Map<String, Object> to) {
        Object value = from.get(key);
        if (value != null) {
            to.put(key, value);
        }
    }

    /// `TLSv1_2` is the newer way to write `tls12`.
    private static Object versions(Object settings) {
        if (!(settings instanceof Map<?, ?> map) || !(map.get("tls_min_version") instanceof String version)) {
            return settings;
        }
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        copy.put(
                "tls_min_version",
                switch (version) {
                    case "TLSv1_0" -> "tls10";
                    case "TLSv1_1" -> "tls11";
                    case "TLSv1_2" -> "tls12";
                    case "TLSv1_3" -> "tls13";
                    default -> version;
                });
        return copy;
    }
}
