package io.praetor.http;

import io.netty.handler.codec.http.HttpHeaders;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Reply;
import io.praetor.server.RequestFailure;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Where connections find out whether records of requests are kept, which may change at any time. While none are, it
/// costs one look at a field.
final class Audit {
    /// The answer instead of one that must not be given.
    private static final Reply.Full UNRECORDED = Reply.text(503, "the request could not be recorded in the audit log");

    /// Characters of an error that are recorded.
    private static final int LONGEST_ERROR = 1024;

    private volatile @Nullable RequestAudit keeper;

    /// Hands records to somebody from now on; null: to nobody.
    void keep(@Nullable RequestAudit by) {
        keeper = by;
    }

    /// Begins the record of a request; null when none is kept.
    RequestAudit.@Nullable Trail begin(
            String method, String target, HttpHeaders headers, @Nullable SocketAddress from) {
        RequestAudit by = keeper;
        return by == null ? null : by.begin(AuditedRequest.of(method, target, headers, from));
    }

    static Reply.Full unrecorded() {
        return UNRECORDED;
    }

    /// Whether what comes next may come at once.
    static boolean isRecorded(@Nullable CompletableFuture<Void> recorded) {
        return recorded == null || (recorded.isDone() && !recorded.isCompletedExceptionally());
    }

    /// What an answer says of a failure; empty when it tells none.
    static String error(Rendered answer, @Nullable Throwable cause) {
        if (cause instanceof RequestFailure refusal) {
            return cut(refusal.wireText());
        }
        boolean failed = answer.status >= 400 && !answer.gzipped && isText(answer.contentType);
        return failed ? cut(new String(answer.content, StandardCharsets.UTF_8)) : "";
    }

    private static boolean isText(@Nullable CharSequence type) {
        return type != null && HeaderNames.TEXT_PLAIN.contentEquals(type);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }
}
