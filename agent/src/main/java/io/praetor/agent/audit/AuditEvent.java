package io.praetor.agent.audit;

import io.praetor.http.AuditedRequest;
import io.praetor.server.acl.TokenInfo;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The beginning or the end of a request.
///
/// @param id    the same for both
/// @param by    whose token it is; null when it is nobody's
/// @param end   null for the beginning
record AuditEvent(
        String id,
        Instant time,
        AuditedRequest request,
        @Nullable TokenInfo by,
        @Nullable End end) {
    /// How a request ended.
    ///
    /// @param status 0 when it was not answered
    /// @param error  empty for none
    record End(int status, String error) {}
}
