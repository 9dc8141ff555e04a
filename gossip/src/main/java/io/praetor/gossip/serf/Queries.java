package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.telemetry.Counter;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Questions to everybody (`gossip-serf.md` §6): asked by gossip, answered straight to who asked, who collects until
/// the time is over.
final class Queries {

    private static final Logger LOG = LoggerFactory.getLogger(Queries.class);

    /// What begins the names of the pool's own questions.
    static final String INTERNAL = "_serf_";

    private static final long LAST_ID = 0x7fff_ffffL;

    private final Pool pool;
    private final Directed directed;
    private final Duration gossipInterval;
    private final InternalHandler internal;
    private final QueryBuffer heard;
    private final Map<Key, PendingQuery> pending = new HashMap<>();
    private final Counter received;
    private long minTime;

    private record Key(long lTime, long id) {}

    /// Answers the pool's own questions.
    @FunctionalInterface
    interface InternalHandler {
        void handle(Query query, Answering answering);
    }

    Queries(Pool pool, Directed directed, Duration gossipInterval, InternalHandler internal) {
        this.pool = pool;
        this.directed = directed;
        this.gossipInterval = gossipInterval;
        this.internal = internal;
        heard = new QueryBuffer(pool.config.eventBuffer());
        received = pool.telemetry.counter("serf.queries");
    }

    /// Older questions are not delivered.
    void ignoreBefore(long lTime) {
        minTime = Math.max(minTime, lTime);
    }

    /// How long a question may take in a pool of so many.
    static Duration defaultTimeout(Duration gossipInterval, int mult, int alive) {
        int digits = (int) Math.ceil(Math.log10(alive + 1.0));
        return gossipInterval.multipliedBy((long) mult * digits);
    }

    /// How long a question takes in this pool where nothing else is said.
    Duration usualTimeout() {
        return defaultTimeout(
                gossipInterval,
                pool.config.queryTimeoutMult(),
                pool.memberlist().aliveCount());
    }

    /// Asks everybody, this member included.
    ///
    /// @throws IllegalArgumentException with the original's line, when it is too long, or a line for people
    CompletableFuture<QueryResult> ask(String name, byte[] payload, QueryParameters parameters) {
        List<@Nullable Bytes> filters = QueryFilter.encode(parameters.nodes(), parameters.tags());
        Duration timeout = parameters.timeout() == null ? usualTimeout() : parameters.timeout();
        Endpoint own = pool.endpoint();
        Query query = new Query(
                pool.queryClock.time(),
                pool.random.nextLong() & LAST_ID,
                Addresses.bytes(own),
                own.port(),
                pool.name,
                filters,
                parameters.acknowledge() ? Query.ACKNOWLEDGE : 0,
                parameters.relayFactor(),
                timeout.toNanos(),
                name,
                payload.length == 0 ? null : Bytes.of(payload));
        byte[] message = SerfMessages.encode(query);
        if (message.length > pool.config.querySizeLimit()) {
            throw new IllegalArgumentException("query exceeds limit of " + pool.config.querySizeLimit() + " bytes");
        }
        Key key = new Key(query.lTime(), query.id());
        PendingQuery asked = new PendingQuery(query.wantsAcknowledgement(), expected(filters));
        pending.put(key, asked);
        asked.deadline(pool.loop.schedule(timeout, () -> finish(key)));

        pool.queryClock.increment();
        receive(query);
        pool.broadcasts.queue(Broadcasts.Kind.QUERY, message, null);
        return asked.result();
    }

    private Set<String> expected(@Nullable List<@Nullable Bytes> filters) {
        Set<String> names = new HashSet<>();
        for (MemberState state : pool.members.all()) {
            Member member = state.member();
            boolean isThere = member.status() == Status.ALIVE || member.status() == Status.LEAVING;
            if (isThere && QueryFilter.matches(filters, member.name(), member.tags())) {
                names.add(member.name());
            }
        }
        return names;
    }

    private void finish(Key key) {
        PendingQuery asked = pending.remove(key);
        if (asked != null) {
            asked.finish();
        }
    }

    /// Ends what is under way with what came back so far.
    void finishAll() {
        List.copyOf(pending.keySet()).forEach(this::finish);
    }

    /// Takes what comes back.
    void receive(Response response) {
        Key key = new Key(response.lTime(), response.id());
        PendingQuery asked = pending.get(key);
        if (asked == null) {
            LOG.atDebug().addKeyValue("from", response.from()).log("an answer to no question");
            return;
        }
        if (asked.add(response)) {
            finish(key);
        }
    }

    /// @return whether it is news to be passed on
    boolean receive(Query query) {
        long lTime = query.lTime();
        if (LamportClock.isAbsurd(lTime)) {
            return false;
        }
        pool.queryClock.witness(lTime);
        if (lTime < minTime) {
            return false;
        }
        long now = pool.queryClock.time();
        if (now > heard.size() && lTime < now - heard.size()) {
            LOG.atDebug()
                    .addKeyValue("query", query.name())
                    .addKeyValue("ltime", lTime)
                    .log("a question is too old");
            return false;
        }
        if (!heard.add(lTime, query.id())) {
            return false;
        }
        received.increment();
        if (QueryFilter.matches(query.filters(), pool.name, ownTags())) {
            answer(query);
        }
        return query.isPassedOn();
    }

    private Map<String, String> ownTags() {
        MemberState self = pool.members.get(pool.name);
        return self == null ? pool.config.tags() : self.member().tags();
    }

    private void answer(Query query) {
        Endpoint to;
        try {
            to = Addresses.endpoint(query.addr(), query.port());
        } catch (DecodeException e) {
            LOG.atWarn()
                    .addKeyValue("query", query.name())
                    .addKeyValue("error", e.getMessage())
                    .log("a question cannot be answered");
            return;
        }
        Answering answering = new Answering(pool, directed, query, to);
        if (query.wantsAcknowledgement()) {
            answering.acknowledge();
        }
        Bytes payload = query.payload() == null ? Bytes.EMPTY : query.payload();
        SerfEvent event = new SerfEvent.Query(query.lTime(), query.name(), payload, query.sourceNode(), answering);
        if (query.name().startsWith(INTERNAL)) {
            pool.note(event);
            internal.handle(query, answering);
        } else {
            pool.emit(event);
        }
    }
}
