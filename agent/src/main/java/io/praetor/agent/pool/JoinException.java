package io.praetor.agent.pool;

/// Nobody of those to be joined could be reached; the message says of each why.
public final class JoinException extends Exception {
    private static final long serialVersionUID = 1L;

    JoinException(String message, Throwable cause) {
        super(message, cause);
    }
}
