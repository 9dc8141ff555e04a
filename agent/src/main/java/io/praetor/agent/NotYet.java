package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What a configuration may ask for and this version cannot do (`docs/compatibility.md`). What would leave a user less
/// safe
/// than he believes is refused; the rest is named in the log, so that nobody waits for it in vain.
final class NotYet {
    /// Keys whose whole subject is missing.
    private static final List<String> WITHOUT_EFFECT = List.of(
            "auto_config",
            "auto_encrypt",
            "checks",
            "config_entries",
            "encrypt",
            "primary_gateways",
            "retry_join",
            "retry_join_wan",
            "services",
            "start_join",
            "start_join_wan",
            "telemetry",
            "verify_incoming_rpc",
            "verify_outgoing",
            "watches");

    private NotYet() {}

    static void refuse(AgentConfig config) throws StartException {
        if (!config.server().enabled()) {
            throw new StartException("this version has no client agents: use -server or -dev", null);
        }
        if (config.acl().enabled()) {
            throw new StartException("this version has no access control: acl.enabled cannot be true", null);
        }
    }

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
