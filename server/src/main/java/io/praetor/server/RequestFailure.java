package io.praetor.server;

/// A request the server refuses. The message is the exact text the contract promises (`http-api.md`), ready to be an
/// answer's body.
///
/// It carries no stack trace: it is an answer, not a fault of ours.
public final class RequestFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private static final String DENIED = "Permission denied";
    private static final String SEPARATOR = ": ";

    /// Part of every [#detail].
    private static final String LACKING = " lacks permission '";

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
        /// This server has too much to do, and no other can do it: 503.
        UNAVAILABLE,
        /// Every other refusal, which the original answers with 500.
        INTERNAL,
        /// Nobody leads: 500, and trying again later is sensible.
        NO_LEADER
    }

    private final Kind kind;
    private final String detail;

    public RequestFailure(Kind kind, String message) {
        this(kind, message, "");
    }

    private RequestFailure(Kind kind, String message, String detail) {
        super(message, null, false, false);
        this.kind = kind;
        this.detail = detail;
    }

    /// A refusal that the original answers with 500.
    public static RequestFailure internal(String message) {
        return new RequestFailure(Kind.INTERNAL, message);
    }

    /// A request that makes no sense.
    public static RequestFailure badRequest(String message) {
        return new RequestFailure(Kind.BAD_REQUEST, message);
    }

    /// The token may not do this.
    public static RequestFailure permissionDenied() {
        return permissionDenied("");
    }

    /// The token may not do this. The text is the contract's, which names no reason.
    ///
    /// @param lacking who lacks which permission: [#detail]
    public static RequestFailure permissionDenied(String lacking) {
        return new RequestFailure(Kind.PERMISSION_DENIED, DENIED, lacking);
    }

    /// There is no such token.
    public static RequestFailure aclNotFound() {
        return new RequestFailure(Kind.PERMISSION_DENIED, "ACL not found");
    }

    /// There is no access control here.
    public static RequestFailure aclDisabled() {
        return internal("ACL support disabled");
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

    /// The text as it travels between agents: with what it leaves out, which the contract allows there.
    public String wireText() {
        return detail.isEmpty() ? text() : text() + SEPARATOR + detail;
    }

    /// A refusal that another agent sent.
    ///
    /// @param wireText as [#wireText], perhaps with prefixes
    public static RequestFailure received(Kind kind, String wireText) {
        int at = wireText.indexOf(DENIED + SEPARATOR);
        int detail = at + DENIED.length() + SEPARATOR.length();
        if (at < 0 || wireText.indexOf(LACKING, detail) < 0) {
            return new RequestFailure(kind, wireText);
        }
        return new RequestFailure(kind, wireText.substring(0, at + DENIED.length()), wireText.substring(detail));
    }

    /// What the contract's text leaves out, for the log and whoever asks for more; empty if there is nothing to add.
    public String detail() {
        return detail;
    }
}
