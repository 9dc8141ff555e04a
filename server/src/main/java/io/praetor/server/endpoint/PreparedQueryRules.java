package io.praetor.server.endpoint;

import io.praetor.model.GoDuration;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.ServiceQuery;
import io.praetor.server.RequestFailure;
import io.praetor.server.state.ServiceMeta;

/// What a prepared query must be like, whatever the state (`http-api.md` §15).
final class PreparedQueryRules {
    private PreparedQueryRules() {}

    /// @throws RequestFailure with what is wrong, in the original's words
    static void require(PreparedQuery query) {
        if (query.name().isEmpty() && query.session().isEmpty() && !query.isTemplate()) {
            throw invalid("Must be bound to a session");
        }
        if (query.token().equals(PreparedQuery.REDACTED)) {
            throw invalid("Bad Token '" + PreparedQuery.REDACTED
                    + "', it looks like a query definition with a redacted token was submitted");
        }
        ServiceQuery service = query.service();
        if (service.service().isEmpty()) {
            throw invalid("Must provide a Service name to query");
        }
        int nearest = service.failover().nearestN();
        if (nearest < 0) {
            throw invalid("Bad NearestN '" + nearest + "', must be >= 0");
        }
        String meta = ServiceMeta.problemOfFilter(service.nodeMeta());
        if (meta != null) {
            throw invalid(meta);
        }
        requireTtl(query.dns().ttl());
    }

    private static void requireTtl(String ttl) {
        if (ttl.isEmpty()) {
            return;
        }
        long nanos;
        try {
            nanos = GoDuration.parse(ttl);
        } catch (IllegalArgumentException e) {
            throw invalid("Bad DNS TTL '" + ttl + "': " + e.getMessage());
        }
        if (nanos < 0) {
            throw invalid("DNS TTL '" + nanos + "', must be >=0");
        }
    }

    private static RequestFailure invalid(String what) {
        return RequestFailure.internal("Invalid prepared query: " + what);
    }
}
