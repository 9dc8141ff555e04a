package io.praetor.client;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// A request that did not succeed: the agent answered with an error ([#status] is its HTTP status), or no answer came
/// (`status` 0 and a cause). The message is the text of the original's client library, which scripts match on.
public final class ConsulException extends IOException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String body;
    private final boolean retrySafe;

    private ConsulException(String message, @Nullable Throwable cause, int status, String body, boolean retrySafe) {
        super(message, cause);
        this.status = status;
        this.body = body;
        this.retrySafe = retrySafe;
    }

    /// The agent answered with something else than success.
    public static ConsulException answered(int status, String body) {
        return new ConsulException(
                "Unexpected response code: " + status + " (" + body + ")", null, status, body, false);
    }

    /// No connection came about, so the agent has not seen the request.
    static ConsulException unreachable(String message, IOException cause) {
        return new ConsulException(message, cause, 0, "", true);
    }

    /// The connection broke, so the request may or may not have taken effect.
    static ConsulException broken(String message, IOException cause) {
        return new ConsulException(message, cause, 0, "", false);
    }

    /// The answer was a success that this client cannot read.
    static ConsulException unreadable(String message, @Nullable Throwable cause) {
        return new ConsulException(message, cause, 0, "", false);
    }

    /// The HTTP status, or 0 when there was no answer.
    public int status() {
        return status;
    }

    /// The text the agent sent with the status; empty when there was no answer.
    public String body() {
        return body;
    }

    /// Whether the agent certainly has not acted on the request. False does not mean that it has: a read, or a write by
    /// index, may still be repeated.
    public boolean isRetrySafe() {
        return retrySafe;
    }
}
