package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a configuration may ask for and this version cannot do (`docs/compatibility.md`): named in the log, so that
/// nobody waits for it in vain.
final class NotYet {
    /// Keys whose whole subject is missing.
    private static final List<String> WITHOUT_EFFECT = List.of("config_entries", "primary_gateways");

    private NotYet() {}

    /// The keys that are set and change nothing.
    static List<String> withoutEffect(AgentConfig config) {
        List<String> keys = new ArrayList<>();
        for (String key : WITHOUT_EFFECT) {
            Object value = config.merged().get(key);
            if (value != null && !value.equals(false) && !value.equals(List.of()) && !value.equals(Map.of())) {
                keys.add(key);
            }
        }
        return keys;
    }
}
