package io.praetor.agent.local;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A check of this agent, or one that the catalog still has to forget.
///
/// @param type          how it is run; null for one that is not, as for maintenance
/// @param token         what it is registered with; empty: that of its service, else the agent's
/// @param inSync        whether the catalog is believed to say the same
/// @param deferred      not in sync, but for nothing than its output, which may wait
/// @param deleted       whether it is gone here; readers do not see it any more
/// @param criticalSince when it was first found critical without having recovered since; null: it is not, or nobody
///                      has looked yet
/// @param registration  differs whenever the check was registered anew: it must be run anew then
/// @param version       grows with every change of anything here
public record CheckEntry(
        HealthCheck check,
        @Nullable CheckType type,
        String token,
        Origin origin,
        boolean inSync,
        boolean deferred,
        boolean deleted,
        @Nullable Instant criticalSince,
        long registration,
        long version) {

    CheckEntry synced(boolean now, long newVersion) {
        return new CheckEntry(check, type, token, origin, now, false, deleted, criticalSince, registration, newVersion);
    }

    CheckEntry gone(long newVersion) {
        return new CheckEntry(check, type, token, origin, false, false, true, criticalSince, registration, newVersion);
    }

    CheckEntry with(HealthCheck other, boolean sync, boolean defer, @Nullable Instant since, long newVersion) {
        return new CheckEntry(other, type, token, origin, sync, defer, deleted, since, registration, newVersion);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "CheckEntry[" + check.checkId() + ", " + check.status() + ", " + origin + ", inSync=" + inSync
                + ", deferred=" + deferred + ", deleted=" + deleted + "]";
    }
}
