package io.praetor.server.remote;

import io.praetor.rpc.RpcError;
import io.praetor.server.RequestFailure;
import io.praetor.server.limit.RequestLimits;
import java.io.IOException;
import java.util.concurrent.CompletionException;

/// What failed calls mean to whoever made the request (`rpc.md` §6): each hop puts its prefix before the text, and
/// texts
/// are recognised by their parts.
public final class CallFailures {
    private static final String CALL = "rpc error making call: ";
    private static final String CONNECTION = "rpc error getting client: ";

    private CallFailures() {}

    /// What is wrong, in the words of the contract.
    ///
    /// @param failure of a call; other faults are given back as they are
    public static Throwable of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return switch (cause) {
            case RpcError refused -> RequestFailure.received(kind(refused.text()), CALL + refused.text());
            case IOException broken -> RequestFailure.internal(text(broken));
            default -> cause;
        };
    }

    private static String text(IOException broken) {
        String message = broken.getMessage() == null ? broken.toString() : broken.getMessage();
        return message.startsWith(CONNECTION) ? message : CALL + message;
    }

    /// How a server's refusal is answered.
    static RequestFailure.Kind kind(String text) {
        if (text.contains("No cluster leader")) {
            return RequestFailure.Kind.NO_LEADER;
        }
        if (text.contains("Permission denied") || text.contains("ACL not found")) {
            return RequestFailure.Kind.PERMISSION_DENIED;
        }
        if (text.contains(RequestLimits.LATER)) {
            return RequestFailure.Kind.UNAVAILABLE;
        }
        if (text.contains(RequestLimits.ELSEWHERE)
                || text.contains("RPC rate limit exceeded")
                || text.contains("Rate limit reached")
                || text.contains("too many blocking queries")) {
            return RequestFailure.Kind.RATE_LIMITED;
        }
        return text.contains("Query not found") ? RequestFailure.Kind.NOT_FOUND : RequestFailure.Kind.INTERNAL;
    }

    /// Whether another server may take the request, of which nothing was carried out.
    static boolean isForAnother(Throwable failure) {
        return failure instanceof RequestFailure refusal && refusal.text().contains(RequestLimits.ELSEWHERE);
    }

    /// Whether the request may be tried again: nobody led, it was not sent, or it changes nothing and the connection
    /// broke.
    ///
    /// @param failure as [#of] tells it
    /// @param read    whether it changes nothing
    public static boolean mayRetry(Throwable failure, boolean read) {
        if (!(failure instanceof RequestFailure refusal)) {
            return false;
        }
        String text = refusal.text();
        return text.contains("No cluster leader")
                || text.startsWith(CONNECTION)
                || (read
                        && (text.endsWith("EOF")
                                || text.contains("stream closed")
                                || text.contains("session shutdown")));
    }
}
