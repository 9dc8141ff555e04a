package io.praetor.http.route;

import io.praetor.server.query.Answer;
import org.jspecify.annotations.Nullable;

/// What the headers say of an answer's freshness (`http-api.md` §1.6).
///
/// @param index               `X-Consul-Index`; 0 leaves the header out
/// @param lastContactMillis   `X-Consul-LastContact`
/// @param effectiveConsistency `X-Consul-Effective-Consistency`; null leaves the header out
/// @param filtered            `X-Consul-Results-Filtered-By-ACLs`; false leaves the header out
public record Meta(
        long index,
        boolean knownLeader,
        long lastContactMillis,
        @Nullable String effectiveConsistency,
        boolean filtered) {
    /// Of an answer of which nothing was left out.
    public Meta(long index, boolean knownLeader, long lastContactMillis, @Nullable String effectiveConsistency) {
        this(index, knownLeader, lastContactMillis, effectiveConsistency, false);
    }

    /// The same without `X-Consul-Index`.
    public Meta withoutIndex() {
        return new Meta(0, knownLeader, lastContactMillis, effectiveConsistency, filtered);
    }

    /// The same with this `X-Consul-Effective-Consistency`.
    public Meta as(String consistency) {
        return new Meta(index, knownLeader, lastContactMillis, consistency, filtered);
    }

    /// The freshness of an answer.
    ///
    /// @param showConsistency whether the endpoint sets `X-Consul-Effective-Consistency`
    public static Meta of(Answer<?> answer, boolean showConsistency) {
        return new Meta(
                answer.index(),
                answer.knownLeader(),
                answer.lastContact().toMillis(),
                showConsistency ? answer.consistencyLevel() : null,
                answer.filtered());
    }
}
