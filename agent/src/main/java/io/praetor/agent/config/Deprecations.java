package io.praetor.agent.config;

import java.util.ArrayList;
import java.util.List;

/// Keys that still load but should not be written any more, and those that only the original's paid edition obeys.
final class Deprecations {
    /// old key, the key that replaces it
    private static final String[][] OLD = {
        {"acl_datacenter", "primary_datacenter"},
        {"acl_agent_master_token", "acl.tokens.agent_master"},
        {"acl_agent_token", "acl.tokens.agent"},
        {"acl_token", "acl.tokens.default"},
        {"acl_master_token", "acl.tokens.master"},
        {"acl_replication_token", "acl.tokens.replication"},
        {"enable_acl_replication", "acl.enable_token_replication"},
        {"acl_default_policy", "acl.default_policy"},
        {"acl_down_policy", "acl.down_policy"},
        {"acl_ttl", "acl.token_ttl"},
        {"acl_enable_key_list_policy", "acl.enable_key_list_policy"},
        {"ui", "ui_config.enabled"},
        {"ui_dir", "ui_config.dir"},
        {"ui_content_path", "ui_config.content_path"},
    };

    private static final String[] ENTERPRISE = {
        "autopilot.redundancy_zone_tag",
        "autopilot.upgrade_version_tag",
        "autopilot.disable_upgrade_migration",
        "dns_config.prefer_namespace",
        "acl.msp_disable_bootstrap",
        "acl.tokens.managed_service_provider",
    };

    private Deprecations() {}

    static List<String> warnings(Settings settings) {
        List<String> warnings = new ArrayList<>();
        if (settings.has("acl_enforce_version_8")) {
            warnings.add("config key \"acl_enforce_version_8\" is deprecated and should be removed");
        }
        for (String[] old : OLD) {
            if (settings.has(old[0])) {
                warnings.add("The '" + old[0] + "' field is deprecated. Use the '" + old[1] + "' field instead.");
            }
        }
        for (String key : ENTERPRISE) {
            if (settings.has(key)) {
                warnings.add("\"" + key + "\" is a Consul Enterprise configuration and will have no effect");
            }
        }
        if (settings.has("audit") && !settings.bool("audit.enabled", false)) {
            // with it the stanza does have an effect here
            warnings.add("\"audit\" is a Consul Enterprise configuration and will have no effect");
        }
        return warnings;
    }
}
