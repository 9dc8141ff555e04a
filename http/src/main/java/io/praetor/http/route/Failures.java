package io.praetor.http.route;

import io.praetor.server.RequestFailure;

/// How a failed request is answered (`http-api.md` §1.7).
public final class Failures {
    private Failures() {}

    /// The answer to what a handler threw or what it waited for failed with. Of a fault of ours it says no more than
    /// that.
    public static Reply.Full reply(Throwable cause) {
        return cause instanceof RequestFailure refusal
                ? Reply.text(status(refusal.kind()), refusal.text())
                : Reply.text(500, "internal error");
    }

    private static int status(RequestFailure.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> 400;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case TOO_LARGE -> 413;
            case RATE_LIMITED -> 429;
            case INTERNAL, NO_LEADER -> 500;
        };
    }
}
