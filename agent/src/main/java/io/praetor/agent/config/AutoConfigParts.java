package io.praetor.agent.config;

import io.praetor.agent.config.AgentConfig.Authorization;
import io.praetor.agent.config.AgentConfig.AutoConfig;
import io.praetor.agent.config.AgentConfig.AutoEncrypt;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads how certificates and configuration are had from servers, and given to clients (`agent.md` §13).
final class AutoConfigParts {
    static final String TOKEN_VARIABLE = "CONSUL_INTRO_TOKEN";

    private static final String STATIC = "auto_config.authorization.static.";

    /// The fields of an auth method that are texts, lists and maps, and what they are called here.
    private static final Map<String, String> TEXTS = Map.of(
            "oidc_discovery_url", "OIDCDiscoveryURL",
            "oidc_discovery_ca_cert", "OIDCDiscoveryCACert",
            "jwks_url", "JWKSURL",
            "jwks_ca_cert", "JWKSCACert",
            "bound_issuer", "BoundIssuer",
            "expiration_leeway", "ExpirationLeeway",
            "not_before_leeway", "NotBeforeLeeway",
            "clock_skew_leeway", "ClockSkewLeeway");

    private static final Map<String, String> LISTS = Map.of(
            "jwt_supported_algs", "JWTSupportedAlgs",
            "bound_audiences", "BoundAudiences",
            "jwt_validation_pub_keys", "JWTValidationPubKeys");

    private static final Map<String, String> MAPS =
            Map.of("claim_mappings", "ClaimMappings", "list_claim_mappings", "ListClaimMappings");

    private final Settings settings;
    private final Machine machine;
    private final Addresses addresses;

    AutoConfigParts(Settings settings, Machine machine, Addresses addresses) {
        this.settings = settings;
        this.machine = machine;
        this.addresses = addresses;
    }

    AutoEncrypt autoEncrypt() {
        return new AutoEncrypt(
                settings.bool("auto_encrypt.tls", false),
                settings.bool("auto_encrypt.allow_tls", false),
                settings.texts("auto_encrypt.dns_san"),
                ips("auto_encrypt.ip_san"));
    }

    AutoConfig autoConfig() {
        String given = machine.environment(TOKEN_VARIABLE);
        return new AutoConfig(
                settings.bool("auto_config.enabled", false),
                given.isEmpty() ? settings.text("auto_config.intro_token", "") : given,
                settings.text("auto_config.intro_token_file", ""),
                addresses.texts("auto_config.server_addresses"),
                settings.texts("auto_config.dns_sans"),
                ips("auto_config.ip_sans"),
                new Authorization(
                        settings.bool("auto_config.authorization.enabled", false),
                        method(),
                        settings.texts(STATIC + "claim_assertions")));
    }

    private Map<String, @Nullable Object> method() {
        Map<String, @Nullable Object> method = new TreeMap<>();
        TEXTS.forEach((key, name) -> {
            String text = settings.text(STATIC + key, "");
            if (!text.isEmpty()) {
                method.put(name, text);
            }
        });
        LISTS.forEach((key, name) -> {
            List<String> texts = settings.texts(STATIC + key);
            if (!texts.isEmpty()) {
                method.put(name, texts);
            }
        });
        MAPS.forEach((key, name) -> {
            Map<String, String> map = settings.map(STATIC + key);
            if (!map.isEmpty()) {
                method.put(name, map);
            }
        });
        return method;
    }

    private List<InetAddress> ips(String key) {
        List<InetAddress> ips = new ArrayList<>();
        for (String text : settings.texts(key)) {
            InetAddress address = Addresses.literal(text);
            if (address == null) {
                settings.fault(key + ": invalid ip address: " + text);
            } else {
                ips.add(address);
            }
        }
        return ips;
    }
}
