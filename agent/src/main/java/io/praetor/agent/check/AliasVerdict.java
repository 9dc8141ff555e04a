package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.model.catalog.HealthCheck;
import java.util.List;

/// How an alias fares, from the checks it looks at.
final class AliasVerdict {
    private AliasVerdict() {}

    /// @param self the alias' own ID: it must not look at itself
    static Finding of(List<HealthCheck> checks, String self) {
        HealthCheck worst = null;
        boolean any = false;
        for (HealthCheck check : checks) {
            if (check.checkId().equals(self)) {
                continue;
            }
            any = true;
            if (check.status().equals(HealthCheck.CRITICAL)) {
                worst = check;
                break;
            }
            if (worst == null && check.status().equals(HealthCheck.WARNING)) {
                worst = check;
            }
        }
        if (worst != null) {
            return new Finding(
                    worst.status(), "Aliased check \"" + worst.name() + "\" failing: " + worst.output(), true);
        }
        return new Finding(HealthCheck.PASSING, any ? "All checks passing." : "No checks found.", true);
    }

    /// The target is not there.
    static Finding missing(String serviceId, String node) {
        return new Finding(HealthCheck.CRITICAL, "Service " + serviceId + " could not be found on node " + node, true);
    }
}
