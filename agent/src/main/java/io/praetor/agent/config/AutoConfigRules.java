package io.praetor.agent.config;

import io.praetor.server.login.AuthMethods;
import io.praetor.server.login.LoginException;
import io.praetor.server.login.NodeAuthorization;
import java.time.Instant;

/// The rules of `auto_encrypt` and `auto_config` (`agent.md` §13).
final class AutoConfigRules {
    private final AgentConfig config;

    AutoConfigRules(AgentConfig config) {
        this.config = config;
    }

    void check() throws ConfigException {
        boolean server = config.server().enabled();
        boolean encrypt = config.autoEncrypt().tls();
        refuse(encrypt && server, "auto_encrypt.tls can only be used on a client.");
        refuse(config.autoEncrypt().allowTls() && !server, "auto_encrypt.allow_tls can only be used on a server.");
        if (config.autoConfig().enabled()) {
            client(server, encrypt);
        }
        if (config.autoConfig().authorization().enabled()) {
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
                config.autoConfig().introToken().isEmpty()
                        && config.autoConfig().introTokenFile().isEmpty(),
                "One of auto_config.intro_token, auto_config.intro_token_file or the " + AutoConfigParts.TOKEN_VARIABLE
                        + " environment variable must be set to enable auto_config");
        refuse(
                config.autoConfig().serverAddresses().isEmpty(),
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
        AgentConfig.Authorization rules = config.autoConfig().authorization();
        try {
            // no token is looked at here, so it is no matter what time it is
            var _ = NodeAuthorization.of(
                    rules.method(), rules.assertions(), new AuthMethods(() -> Instant.EPOCH, () -> 0));
        } catch (LoginException e) {
            throw new ConfigException(e.text());
        }
    }

    private static void refuse(boolean wrong, String message) throws ConfigException {
        if (wrong) {
            throw new ConfigException(message);
        }
    }
}
