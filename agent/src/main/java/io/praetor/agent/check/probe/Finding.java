package io.praetor.agent.check.probe;

import io.praetor.model.catalog.HealthCheck;

/// What one look found.
///
/// @param status   `passing`, `warning` or `critical`
/// @param output   cut to the check's limit
/// @param decisive counts at once, whatever thresholds the check has: the look itself failed
public record Finding(String status, String output, boolean decisive) {
    static Finding passing(String output) {
        return new Finding(HealthCheck.PASSING, output, false);
    }

    static Finding warning(String output) {
        return new Finding(HealthCheck.WARNING, output, false);
    }

    /// One that thresholds may hold back.
    public static Finding critical(String output) {
        return new Finding(HealthCheck.CRITICAL, output, false);
    }

    static Finding decisivelyCritical(String output) {
        return new Finding(HealthCheck.CRITICAL, output, true);
    }
}
