package io.praetor.agent.config;

import java.util.List;

/// The rules of `auto_encrypt` and `auto_config` (`agent.md` §13), which take effect in a later release of this
/// program.
final class AutoConfigRules {
    private static final String TOKEN_VARIABLE = "CONSUL_INTRO_TOKEN";

    private final AgentConfig config;
    private final Settings settings;
    private final Machine machine;

    AutoConfigRules(AgentConfig config, Settings settings, Machine machine) {
        this.config = config;
        this.settings = settings;
        this.machine = machine;
    }

    void check() throws ConfigException {
        boolean server = config.server().enabled();
        boolean encrypt = config.tls().autoEncryptTls();
        refuse(encrypt && server, "auto_encrypt.tls can only be used on a client.");
        refuse(
                settings.bool("auto_encrypt.allow_tls", false) && !server,
                "auto_encrypt.allow_tls can only be used on a server.");
        if (settings.bool("auto_config.enabled", false)) {
            client(server, encrypt);
        }
        if (settings.bool("auto_config.authorization.enabled", false)) {
            authorization(server);
        }
    }

    private void client(boolean server, boolean encrypt) throws ConfigException {
        refuse(server, "auto_config.enabled cannot be set to true for server agents.");
        refuse(encrypt, "both auto_encrypt.tls and auto_config.enabled cannot be set to true.");
        refuse(
                !config.tls().verifyOutgoing(),
                "auto_config.enabled cannot be set without configuring TLS for server communications");
        refuse(
                settings.text("auto_config.intro_token", "").isEmpty()
                        && settings.text("auto_config.intro_token_file", "").isEmpty()
                        && machine.environment(TOKEN_VARIABLE).isEmpty(),
                "One of auto_config.intro_token, auto_config.intro_token_file or the " + TOKEN_VARIABLE
                        + " environment variable must be set to enable auto_config");
        refuse(
                settings.texts("auto_config.server_addresses").isEmpty(),
                "auto_config.enabled is set without providing a list of addresses");
    }

    private void authorization(boolean server) throws ConfigException {
        refuse(!server, "auto_config.authorization.enabled cannot be set to true for client agents");
        refuse(
                !config.tls().internalRpc().hasCertificate(),
                "auto_config.authorization.enabled cannot be set without providing a TLS certificate for the server");
        boolean secondary =
                !config.node().primaryDatacenter().equals(config.node().datacenter());
        refuse(
                secondary && config.acl().enabled() && !config.acl().enableTokenReplication(),
                "auto_config.authorization.enabled in a secondary datacenter with acl.enabled needs"
                        + " acl.enable_token_replication");
        long sources = List.of("jwks_url", "oidc_discovery_url").stream()
                .filter(key -> !settings.text("auto_config.authorization.static." + key, "")
                        .isEmpty())
                .count();
        if (!settings.texts("auto_config.authorization.static.jwt_validation_pub_keys")
                .isEmpty()) {
            sources++;
        }
        refuse(
                sources != 1,
                "auto_config.authorization.static has invalid configuration: exactly one of 'JWTValidationPubKeys',"
                        + " 'JWKSURL', or 'OIDCDiscoveryURL' must be set for type \"jwt\"");
    }

    private static void refuse(boolean wrong, String message) throws ConfigException {
        if (wrong) {
            throw new ConfigException(message);
        }
    }
}
