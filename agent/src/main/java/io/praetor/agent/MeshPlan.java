package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.server.assembly.MeshSettings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Translates what is configured of the mesh (`connect.…`) into the settings of a server.
final class MeshPlan {
    /// The API's names of what an authority is told, by the names of the configuration.
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("cluster_id", "ClusterID"),
            Map.entry("private_key", "PrivateKey"),
            Map.entry("root_cert", "RootCert"),
            Map.entry("rotation_period", "RotationPeriod"),
            Map.entry("leaf_cert_ttl", "LeafCertTTL"),
            Map.entry("intermediate_cert_ttl", "IntermediateCertTTL"),
            Map.entry("csr_max_per_second", "CSRMaxPerSecond"),
            Map.entry("csr_max_concurrent", "CSRMaxConcurrent"),
            Map.entry("private_key_type", "PrivateKeyType"),
            Map.entry("private_key_bits", "PrivateKeyBits"));

    private MeshPlan() {}

    static MeshSettings of(AgentConfig config) {
        Map<?, ?> connect = object(config.merged().get("connect"));
        Object enabled = connect.get("enabled");
        String provider = connect.get("ca_provider") instanceof String text && !text.isEmpty() ? text : "consul";
        Map<String, @Nullable Object> settings = new TreeMap<>();
        object(connect.get("ca_config"))
                .forEach((name, value) -> settings.put(NAMES.getOrDefault(name, String.valueOf(name)), value));
        return new MeshSettings(
                (enabled instanceof Boolean on ? on : config.devMode())
                        || config.autoEncrypt().allowTls()
                        || config.autoConfig().authorization().enabled(),
                provider,
                settings,
                TlsPart.domain(config));
    }

    /// A block may be written as a list of one.
    private static Map<?, ?> object(@Nullable Object value) {
        Map<Object, Object> all = new HashMap<>();
        switch (value) {
            case Map<?, ?> map -> all.putAll(map);
            case List<?> list -> list.forEach(each -> all.putAll(object(each)));
            case null, default -> {
                // nothing is said
            }
        }
        return all;
    }
}
