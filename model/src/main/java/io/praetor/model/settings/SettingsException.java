package io.praetor.model.settings;

import java.util.List;

/// A file that cannot be read, or says what no configuration can say. The message is the exact text for the user
/// (`agent.md` §2).
public final class SettingsException extends Exception {
    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message, null, false, false);
    }

    /// Several faults found together, in the original's list form.
    ///
    /// @param faults at least one
    static SettingsException of(List<String> faults) {
        return new SettingsException(listed(faults));
    }

    /// Faults as the original lists them.
    ///
    /// @param faults at least one
    public static String listed(List<String> faults) {
        String head = faults.size() == 1 ? "1 error occurred:" : faults.size() + " errors occurred:";
        return head + "\n\t* " + String.join("\n\t* ", faults) + "\n\n";
    }
}
