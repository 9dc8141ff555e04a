package io.praetor.agent.acl;

import io.praetor.agent.config.AgentConfig;
import org.jspecify.annotations.Nullable;

/// A token of the agent that can be set while it runs (`http-api.md` §6, `/v1/agent/token/…`).
enum TokenKind {
    DEFAULT("default"),
    AGENT("agent"),
    RECOVERY("agent_master"),
    REPLICATION("replication"),
    /// Newer.
    CONFIG_FILE_REGISTRATION("config_file_service_registration"),
    /// Newer.
    DNS("dns");

    /// Its name in the file of kept tokens.
    private final String key;

    TokenKind(String key) {
        this.key = key;
    }

    String key() {
        return key;
    }

    /// The kind of a path, by its names of all ages; null if there is none.
    static @Nullable TokenKind of(String name) {
        return switch (name) {
            case "default", "acl_token" -> DEFAULT;
            case "agent", "acl_agent_token" -> AGENT;
            case "agent_master", "acl_agent_master_token", "agent_recovery" -> RECOVERY;
            case "replication", "acl_replication_token" -> REPLICATION;
            case "config_file_service_registration" -> CONFIG_FILE_REGISTRATION;
            case "dns" -> DNS;
            default -> null;
        };
    }

    /// The same tokens but for this one.
    AgentConfig.Tokens in(AgentConfig.Tokens tokens, String secret) {
        return new AgentConfig.Tokens(
                this == DEFAULT ? secret : tokens.user(),
                this == AGENT ? secret : tokens.agent(),
                this == RECOVERY ? secret : tokens.agentRecovery(),
                this == REPLICATION ? secret : tokens.replication(),
                tokens.initialManagement(),
                this == CONFIG_FILE_REGISTRATION ? secret : tokens.configFileRegistration(),
                this == DNS ? secret : tokens.dns());
    }
}
