package io.praetor.agent.reload;

import io.praetor.agent.config.AgentConfig;

/// A part of the agent that takes over a new configuration while it runs. What it cannot change without a restart it
/// ignores silently, like the original.
@FunctionalInterface
public interface Reloadable {
    /// Looks at a configuration without changing anything. Every part is asked before the first one takes anything
    /// over.
    ///
    /// @throws ReloadException when [#reload] could not take it; then nobody takes it
    default void check(AgentConfig config) throws ReloadException {}

    /// Takes over what can change. Called on one thread at a time, in the order of registration.
    ///
    /// @param config valid, and agreed to by every part
    /// @throws ReloadException when it does not work against expectation; the parts after this one are told all the
    ///     same
    void reload(AgentConfig config) throws ReloadException;
}
