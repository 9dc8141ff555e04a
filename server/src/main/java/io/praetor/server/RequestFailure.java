package io.praetor.server;

/// A request the server refuses. The message is the exact text the contract promises (`http-api.md`), ready to be an
/// answer's body.
///
/// It carries no stack trace: it is an answer, not a fault of ours.
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// Why, in terms a front door turns into a status.
    public enum Kind {
        /// The request makes no sense: 400.
        BAD_REQUEST,
        /// The token may not do this: 403.
        PERMISSION_DENIED,
        /// What the request names does not exist: 404.
        NOT_FOUND,
        /// Too many bytes or operations: 413.
        TOO_LARGE,
        /// Too many requests: 429.
        RATE_LIMITED,
        /// Every other refusal, which the original answers with 500.
        INTERNAL,
        /// Nobody leads: 500, and trying again later is sensible.
        NO_LEADER
    }

    private final Kind kind;

    public RequestFailure(Kind kind, String message) {
        super(message, null, false, false);
        this.kind = kind;
    }

    /// A refusal that the original answers with 500.
    public static RequestFailure internal(String message) {
        return new RequestFailure(Kind.INTERNAL, message);
    }

    /// A request that makes no sense.
    public static RequestFailure badRequest(String message) {
        return new RequestFailure(Kind.BAD_REQUEST, message);
    }

    /// Nobody leads, and nobody did within the hold time.
    public static RequestFailure noLeader() {
        return new RequestFailure(Kind.NO_LEADER, "No cluster leader");
    }

    /// The request names a datacenter that is not known.
    public static RequestFailure noPathToDatacenter() {
        return new RequestFailure(Kind.INTERNAL, "No path to datacenter");
    }

    /// Why, in terms a front door turns into a status.
    public Kind kind() {
        return kind;
    }

    /// The exact text of the answer.
    public String text() {
        String message = getMessage();
        return message == null ? "" : message;
    }
}
