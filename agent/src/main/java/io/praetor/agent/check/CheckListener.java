package io.praetor.agent.check;

/// Hears what checks found. Called on any thread, also for results equal to the last one; must not block for long.
@FunctionalInterface
public interface CheckListener {
    /// @param status `passing`, `warning` or `critical`
    /// @param output cut to the check's limit already
    void checked(String checkId, String status, String output);
}
