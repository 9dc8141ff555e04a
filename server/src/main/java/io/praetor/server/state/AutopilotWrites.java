package io.praetor.server.state;

import io.praetor.model.operator.AutopilotConfig;
import io.praetor.store.Key;
import io.praetor.store.Watches;

/// Autopilot's configuration.
public final class AutopilotWrites {
    private final StateWrite write;

    AutopilotWrites(StateWrite write) {
        this.write = write;
    }

    /// Writes the configuration.
    public void set(AutopilotConfig config) {
        AutopilotConfig existing = write.tx().get(Tables.AUTOPILOT, Key.EMPTY, Watches.NONE);
        long created = existing == null ? write.index() : existing.createIndex();
        write.tx().put(Tables.AUTOPILOT, config.withIndexes(created, write.index()));
    }

    /// Writes the configuration if there is one and its ModifyIndex is that of `config`.
    public boolean setIfUnchanged(AutopilotConfig config) {
        AutopilotConfig existing = write.tx().get(Tables.AUTOPILOT, Key.EMPTY, Watches.NONE);
        if (existing == null || existing.modifyIndex() != config.modifyIndex()) {
            return false;
        }
        set(config);
        return true;
    }
}
