package io.praetor.agent.check;

import io.praetor.agent.check.probe.Finding;
import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import org.jspecify.annotations.Nullable;

/// Holds results back until enough of a kind came in a row. Starts full, so that the very first result counts. Not
/// thread-safe.
final class Thresholds {
    private final int beforePassing;
    private final int beforeWarning;
    private final int beforeCritical;
    private int successes;
    private int failures;

    /// @param beforeWarning how many failures show a warning; 0 or above `beforeCritical`: none does
    Thresholds(int beforePassing, int beforeWarning, int beforeCritical) {
        this.beforePassing = beforePassing;
        this.beforeCritical = beforeCritical;
        this.beforeWarning = beforeWarning == 0 ? beforeCritical : beforeWarning;
        successes = beforePassing;
        failures = beforeCritical;
    }

    static Thresholds of(CheckType type) {
        return new Thresholds(type.successBeforePassing(), type.failuresBeforeWarning(), type.failuresBeforeCritical());
    }

    /// What to tell; null: nothing yet.
    @Nullable Finding judge(Finding found) {
        if (found.decisive()) {
            return found;
        }
        if (!found.status().equals(HealthCheck.CRITICAL)) {
            successes = next(successes);
            failures = 0;
            return successes >= beforePassing ? found : null;
        }
        failures = next(failures);
        successes = 0;
        if (failures >= beforeCritical) {
            return found;
        }
        return failures >= beforeWarning ? new Finding(HealthCheck.WARNING, found.output(), false) : null;
    }

    private static int next(int count) {
        return count == Integer.MAX_VALUE ? count : count + 1;
    }
}
