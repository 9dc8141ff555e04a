package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a configuration may ask for and this version cannot do (`docs/compatibility.md`). What would leave a user less
/// safe
/// than he believes is refused; the rest is named in the log, so that nobody waits for it in vain.
final class NotYet {
    /// Keys whose whole subject is missing.
    private static final List<String> WITHOUT_EFFECT =
            List.of("auto_config", "auto_encrypt", "config_entries", "primary_gateways");

    private NotYet() {}

    static void refuse(AgentConfig config) throws StartException {
        boolean askServers =
                config.tls().autoEncryptTls() || isOn(config.merged().get("auto_config"));
        if (askServers && !config.tls().internalRpc().hasCertificate()) {
            throw new StartException(
                    "this version does not get certificates from servers: auto_encrypt.tls and auto_config.enabled need"
                            + " cert_file and key_file",
                    null);
        }
    }

    private static boolean isOn(@Nullable Object block) {
        return block instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("enabled"));
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
