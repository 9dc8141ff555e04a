package io.praetor.server.wire;

import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;

/// What a request says besides its question: the same for all reads (`rpc.md` §5).
///
/// @param asked how the answer is wanted
/// @param here  the datacenter of the agent that asks
record Envelope(ReadOptions asked, String here) {
    /// Whose state is asked for, by name.
    String datacenter() {
        String named = asked.datacenter();
        return named == null || named.isEmpty() ? here : named;
    }

    QueryOptions options() {
        return options(Filter.NONE);
    }

    QueryOptions options(Filter filter) {
        return new QueryOptions(
                asked.token(),
                asked.minIndex(),
                Math.max(0, nanos(asked.longest())),
                asked.consistency() == Consistency.STALE,
                asked.consistency() == Consistency.CONSISTENT,
                false,
                nanos(asked.maxStale()),
                0,
                false,
                0,
                filter.toString(),
                false);
    }

    /// Where an answer is sorted from: distances are known only within the datacenter of that node, which is the
    /// agent's.
    QuerySource source(String near) {
        return near.isEmpty() ? QuerySource.NONE : new QuerySource(here, "", near, "");
    }

    /// The node an answer is sorted from; empty for none, and for one whose place is not known here.
    static String near(QuerySource source, String here) {
        return source.datacenter().equals(here) ? source.node() : "";
    }

    static ReadOptions read(String datacenter, QueryOptions options) {
        Consistency consistency = options.requireConsistent()
                ? Consistency.CONSISTENT
                : options.allowStale() ? Consistency.STALE : Consistency.DEFAULT;
        Duration longest = Duration.ofNanos(options.maxQueryTime());
        Duration maxStale = Duration.ofNanos(Math.max(0, options.maxStaleDuration()));
        return new ReadOptions(datacenter, consistency, options.minQueryIndex(), longest, options.token(), maxStale);
    }

    static QueryMeta meta(Answer<?> answer) {
        return new QueryMeta(answer.index(), nanos(answer.lastContact()), answer.knownLeader(), "", false)
                .withFiltered(answer.filtered());
    }

    /// What a reply says about itself, with what only the asker knows.
    static QueryMeta said(ReadRequest request, QueryMeta meta) {
        return meta.withConsistencyLevel(
                read(request.datacenter(), request.options()).consistency().level());
    }

    private static long nanos(Duration duration) {
        return duration.compareTo(Duration.ofNanos(Long.MAX_VALUE)) > 0 ? Long.MAX_VALUE : duration.toNanos();
    }
}
