package io.praetor.model.flags;

/// A command line that its [FlagSet] refuses; the message is Go's, ready for the user.
public final class FlagException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean help;

    FlagException(String message) {
        this(message, false);
    }

    private FlagException(String message, boolean help) {
        super(message, null, false, false);
        this.help = help;
    }

    static FlagException helpRequested() {
        return new FlagException("flag: help requested", true);
    }

    /// Whether the user asked for the help text (`-h`, `-help`) and made no mistake.
    public boolean isHelp() {
        return help;
    }
}
