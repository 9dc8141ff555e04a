package io.praetor.agent.sync;

import io.praetor.agent.local.Origin;
import java.util.function.Supplier;

/// Which tokens the agent uses where nothing else is said; they may change while it runs.
///
/// @param agent for the agent itself
/// @param user  for registrations without one
/// @param files for those of configuration files without one (newer); empty: as `user`
public record Tokens(Supplier<String> agent, Supplier<String> user, Supplier<String> files) {
    /// None.
    public static final Tokens NONE = new Tokens(() -> "", () -> "", () -> "");

    /// For what has no token of its own.
    String otherwise(Origin origin) {
        String ofFiles = origin == Origin.LOCAL ? files.get() : "";
        return ofFiles.isEmpty() ? user.get() : ofFiles;
    }
}
