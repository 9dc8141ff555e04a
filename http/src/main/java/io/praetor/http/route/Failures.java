package io.praetor.http.route;

import io.praetor.server.RequestFailure;

/// How a failed request is answered (`http-api.md` §1.7).
public final class Failures {
    /// The status says it all (`http-api.md` §1.7).
    private static final String UNSAID = "RPC rate limit exceeded";

    /// Names may be long; a head is not.
    private static final int LONGEST_REASON = 1000;

    private Failures() {}

    /// The answer to what a handler threw or what it waited for failed with. Of a fault of ours it says no more than
    /// that.
    public static Reply.Full reply(Throwable cause) {
        if (!(cause instanceof RequestFailure refusal)) {
            return Reply.text(500, "internal error");
        }
        int status = status(refusal.kind());
        if (refusal.text().contains(UNSAID)) {
            return Reply.empty(status);
        }
        Reply.Full reply = Reply.text(status, refusal.text());
        return refusal.detail().isEmpty() ? reply : reply.with(HeaderNames.DENIED_REASON, printable(refusal.detail()));
    }

    /// As a header can carry it.
    private static String printable(String text) {
        StringBuilder shown = new StringBuilder(Math.min(text.length(), LONGEST_REASON));
        for (int i = 0; i < text.length() && i < LONGEST_REASON; i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c < 0x7f ? c : '?');
        }
        return shown.toString();
    }

    private static int status(RequestFailure.Kind kind) {
        return switch (kind) {
            case BAD_REQUEST -> 400;
            case PERMISSION_DENIED -> 403;
            case NOT_FOUND -> 404;
            case TOO_LARGE -> 413;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> 503;
            case INTERNAL, NO_LEADER -> 500;
        };
    }
}
