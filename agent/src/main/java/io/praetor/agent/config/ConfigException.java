package io.praetor.agent.config;

import io.praetor.model.settings.SettingsException;
import java.util.List;

/// A configuration that no agent can run with; the message is the exact text for the user (`agent.md` §2, §3).
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    /// A fault with the given text.
    public ConfigException(String message) {
        super(message, null, false, false);
    }

    /// Several faults found together, in the original's list form.
    ///
    /// @param faults at least one
    static ConfigException of(List<String> faults) {
        return new ConfigException(listed(faults));
    }

    static String listed(List<String> faults) {
        return SettingsException.listed(faults);
    }
}
