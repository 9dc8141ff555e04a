package io.praetor.agent.config;

import java.util.List;

/// A valid configuration, and what the user should know about it although the agent starts: one line each.
public record LoadedConfig(AgentConfig config, List<String> warnings) {
    /// Copies the list.
    public LoadedConfig {
        warnings = List.copyOf(warnings);
    }
}
