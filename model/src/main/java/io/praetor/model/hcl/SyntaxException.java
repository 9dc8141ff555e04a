package io.praetor.model.hcl;

/// A configuration text that cannot be read. The message is what the user sees after the file name, in the original's
/// words.
public final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    SyntaxException(String message) {
        super(message, null, false, false);
    }

    static SyntaxException at(Position position, String message) {
        return new SyntaxException("At " + position.line() + ":" + position.column() + ": " + message);
    }
}
