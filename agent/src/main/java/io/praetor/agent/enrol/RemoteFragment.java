package io.praetor.agent.enrol;

import io.praetor.model.autoconfig.RemoteConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A server's decisions as a source of configuration, by the keys of files.
final class RemoteFragment {
    private final Map<String, Object> keys = new LinkedHashMap<>();

    private RemoteFragment() {}

    static Map<String, Object> of(@Nullable RemoteConfig config) {
        RemoteFragment fragment = new RemoteFragment();
        if (config != null) {
            fragment.text("datacenter", config.datacenter());
            fragment.text("primary_datacenter", config.primaryDatacenter());
            fragment.text("node_name", config.nodeName());
            fragment.text("segment", config.segmentName());
            fragment.acl(config.acl());
            fragment.gossip(config.gossip());
            fragment.tls(config.tls());
        }
        return fragment.keys;
    }

    private void text(String key, String value) {
        put(keys, key, value);
    }

    private static void put(Map<String, Object> target, String key, String value) {
        if (!value.isEmpty()) {
            target.put(key, value);
        }
    }

    private void acl(RemoteConfig.@Nullable Acl acl) {
        if (acl == null) {
            return;
        }
        Map<String, Object> block = new LinkedHashMap<>();
        block.put("enabled", acl.enabled());
        put(block, "policy_ttl", acl.policyTtl());
        put(block, "role_ttl", acl.roleTtl());
        put(block, "token_ttl", acl.tokenTtl());
        put(block, "down_policy", acl.downPolicy());
        put(block, "default_policy", acl.defaultPolicy());
        put(block, "disabled_ttl", acl.disabledTtl());
        block.put("enable_key_list_policy", acl.enableKeyListPolicy());
        if (!acl.agentToken().isEmpty()) {
            block.put("tokens", new LinkedHashMap<>(Map.of("agent", acl.agentToken())));
        }
        keys.put("acl", block);
    }

    private void gossip(RemoteConfig.@Nullable Gossip gossip) {
        if (gossip == null) {
            return;
        }
        RemoteConfig.Encryption encryption = gossip.encryption();
        if (encryption != null && !encryption.key().isEmpty()) {
            keys.put("encrypt", encryption.key());
            keys.put("encrypt_verify_incoming", encryption.verifyIncoming());
            keys.put("encrypt_verify_outgoing", encryption.verifyOutgoing());
        }
        if (!gossip.retryJoinLan().isEmpty()) {
            keys.put("retry_join", List.copyOf(gossip.retryJoinLan()));
        }
    }

    private void tls(RemoteConfig.@Nullable Tls tls) {
        if (tls == null) {
            return;
        }
        keys.put("verify_outgoing", tls.verifyOutgoing());
        keys.put("verify_server_hostname", tls.verifyServerHostname());
        keys.put("tls_prefer_server_cipher_suites", tls.preferServerCipherSuites());
        text("tls_cipher_suites", tls.cipherSuites());
        text("tls_min_version", tls.minVersion());
    }
}
