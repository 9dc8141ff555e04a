package io.praetor.cli.acl;

/// A command ends here, with a line for the user.
final class Refusal extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean withHelp;

    private Refusal(String message, boolean withHelp) {
        super(message);
        this.withHelp = withHelp;
    }

    /// Just the line.
    static Refusal of(String message) {
        return new Refusal(message, false);
    }

    /// What was tried, and why it failed.
    static Refusal of(String attempt, Exception reason) {
        return of(attempt + ": " + reason.getMessage());
    }

    /// The line, and the command's help text below it.
    static Refusal withHelp(String message) {
        return new Refusal(message, true);
    }

    boolean isWithHelp() {
        return withHelp;
    }

    /// The line.
    String line() {
        return String.valueOf(getMessage());
    }
}
