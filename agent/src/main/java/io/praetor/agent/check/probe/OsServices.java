package io.praetor.agent.check.probe;

import java.util.List;

/// What systemd says of a service.
final class OsServices {
    private OsServices() {}

    /// The question.
    static List<String> command(String service) {
        return List.of("systemctl", "is-active", "--", service);
    }

    /// The answer: running is passing, on the way to or from there a warning, all else critical.
    static Finding judge(String service, ScriptRun.Ended ended) {
        String state = ended.output().text().strip();
        return switch (state) {
            case "active" -> Finding.passing("Service \"" + service + "\" is active");
            case "reloading", "refreshing", "activating", "deactivating", "maintenance" ->
                Finding.warning("Service \"" + service + "\" is " + state);
            default ->
                Finding.critical("Service \"" + service + "\" is not running: "
                        + (state.isEmpty() ? "systemctl ended with " + ended.code() : state));
        };
    }
}
