package io.praetor.server.endpoint;

import io.praetor.model.log.CommandType;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QuerySource;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.RequestFailure;
import io.praetor.server.Ticker;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Writes;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.PreparedQueryExplain;
import io.praetor.server.query.PreparedQueryInstances;
import io.praetor.server.query.PreparedQueryTarget;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Prepared queries: their definitions, and finding instances with them (`http-api.md` §15, `server.md` §9).
public final class LocalPreparedQueries implements PreparedQueries {
    private final Here here;
    private final Supplier<State> states;
    private final Queries queries;
    private final Writes writes;
    private final OtherDatacenters others;
    private final Ids ids;
    private final RandomGenerator random;
    private final Measures measures;

    /// What they need of the server.
    ///
    /// @param queries where definitions and instances are read
    /// @param others  where to look when this datacenter has no instance
    public record Parts(Supplier<State> states, Queries queries, Writes writes, OtherDatacenters others) {}

    /// How long requests take.
    private record Measures(Ticker ticker, Timer apply, Timer execute, Timer remote, Timer explain) {
        Measures(Ticker ticker, Telemetry telemetry) {
            this(
                    ticker,
                    telemetry.timer("prepared-query.apply"),
                    telemetry.timer("prepared-query.execute"),
                    telemetry.timer("prepared-query.execute_remote"),
                    telemetry.timer("prepared-query.explain"));
        }

        <T> CompletableFuture<T> of(Timer timer, Supplier<CompletableFuture<T>> request) {
            long began = ticker.nanos();
            return request.get().whenComplete((_, _) -> timer.record(ticker.nanos() - began));
        }
    }

    /// @param random need not be thread-safe, but then nobody else may use it
    public LocalPreparedQueries(
            Here here, Parts parts, Ids ids, RandomGenerator random, Ticker ticker, Telemetry telemetry) {
        this.here = here;
        states = parts.states();
        queries = parts.queries();
        writes = parts.writes();
        others = parts.others();
        this.ids = ids;
        this.random = random;
        measures = new Measures(ticker, telemetry);
    }

    // ---- definitions

    @Override
    public CompletableFuture<String> apply(PreparedQueryRequest request) {
        return measures.of(
                measures.apply(), () -> here.admit(request.datacenter(), request.token(), by -> changed(request, by)));
    }

    private CompletableFuture<String> changed(PreparedQueryRequest request, Authorizer by) {
        PreparedQuery given = request.query() == null ? PreparedQuery.CODEC.zero() : request.query();
        boolean create = request.op().equals(PreparedQueryRequest.CREATE);
        PreparedQuery query = create ? identified(given) : given;
        if (query.isNamed()) {
            by.require(Resource.QUERY, query.name(), Access.WRITE);
        }
        if (!create) {
            requireExisting(existing(given), by);
        }
        switch (request.op()) {
            case PreparedQueryRequest.CREATE, PreparedQueryRequest.UPDATE -> PreparedQueryRules.require(query);
            case PreparedQueryRequest.DELETE -> {}
            default -> throw RequestFailure.internal("Unknown prepared query operation: " + request.op());
        }
        // the query's own token belongs to the definition; who asked is no business of the log
        PreparedQueryRequest command = new PreparedQueryRequest(here.datacenter(), request.op(), query, "");
        return writes.propose(Commands.encode(CommandType.PREPARED_QUERY, PreparedQueryRequest.CODEC, command))
                .thenApply(_ -> query.id());
    }

    /// A query without a name, which ends with its session, is whoever's that knows its ID.
    private static void requireExisting(PreparedQuery query, Authorizer by) {
        if (query.isNamed()) {
            Withheld.require(by, Resource.QUERY, query.name(), Access.WRITE);
        }
    }

    private PreparedQuery identified(PreparedQuery given) {
        if (!given.id().isEmpty()) {
            throw RequestFailure.internal("ID must be empty when creating a new prepared query");
        }
        State state = states.get();
        String id = ids.next();
        while (state.preparedQueries().get(id, Watches.NONE).value() != null
                || state.sessions().get(id, Watches.NONE).value() != null) {
            id = ids.next();
        }
        return given.withId(id);
    }

    private PreparedQuery existing(PreparedQuery given) {
        String problem = Uuids.problem(given.id());
        if (problem != null) {
            throw RequestFailure.internal(
                    "Prepared Query lookup failed: failed prepared query lookup: index error: " + problem);
        }
        PreparedQuery stored =
                states.get().preparedQueries().get(given.id(), Watches.NONE).value();
        if (stored == null) {
            throw RequestFailure.internal("Cannot modify non-existent prepared query: '" + given.id() + "'");
        }
        return stored;
    }

    // ---- asking

    @Override
    public CompletableFuture<PreparedQueryExplainResponse> explain(PreparedQueryExecuteRequest request) {
        return measures.of(
                measures.explain(),
                () -> read(
                                new PreparedQueryExplain(
                                        request.queryIdOrName(), request.agent().segment()),
                                options(request.datacenter(), request.options()))
                        .thenApply(answer -> new PreparedQueryExplainResponse(answer.value(), meta(answer))));
    }

    /// Who asks does not matter yet: the instances are for whoever the query's token or theirs stands for.
    private CompletableFuture<Answer<PreparedQuery>> target(PreparedQueryExecuteRequest request) {
        return read(
                new PreparedQueryTarget(request.queryIdOrName(), request.agent().segment()),
                options(request.datacenter(), request.options()).as(""));
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> execute(PreparedQueryExecuteRequest request) {
        return measures.of(
                measures.execute(), () -> target(request).thenCompose(target -> execute(request, target.value())));
    }

    private CompletableFuture<PreparedQueryExecuteResponse> execute(
            PreparedQueryExecuteRequest request, PreparedQuery query) {
        boolean elsewhere = !request.source().datacenter().isEmpty()
                && !request.source().datacenter().equals(here.datacenter());
        QuerySource source = elsewhere ? QuerySource.NONE : request.source();
        PreparedQueryInstances question =
                new PreparedQueryInstances(query, source, request.agent(), request.connect(), request.limit(), seed());
        return instances(question, request.options()).thenCompose(found -> {
            List<String> next = isEmpty(found) ? failover(query) : List.of();
            return next.isEmpty() ? CompletableFuture.completedFuture(found) : failOver(request, query, next, 0, found);
        });
    }

    @Override
    public CompletableFuture<PreparedQueryExecuteResponse> executeRemote(PreparedQueryExecuteRemoteRequest request) {
        // who asks, or whom the query names, counts where the instances are read
        return measures.of(
                measures.remote(),
                () -> here.admitAnybody(request.datacenter(), () -> {
                    // distances are known only where the query came from
                    PreparedQuery query = request.query();
                    PreparedQueryInstances question = new PreparedQueryInstances(
                            query, QuerySource.NONE, QuerySource.NONE, request.connect(), request.limit(), seed());
                    return instances(question, request.options());
                }));
    }

    private CompletableFuture<PreparedQueryExecuteResponse> instances(
            PreparedQueryInstances question, QueryOptions options) {
        PreparedQuery query = question.query();
        String token = query.token().isEmpty() ? options.token() : query.token();
        ReadOptions asked = options(here.datacenter(), options).as(token);
        return read(question, asked)
                .thenApply(answer -> new PreparedQueryExecuteResponse(
                        query.service().service(), answer.value(), query.dns(), here.datacenter(), 0, meta(answer)));
    }

    /// The datacenters to ask in turn: the nearest, then those named, each once, and only those that are known.
    private List<String> failover(PreparedQuery query) {
        List<String> known = others.byDistance();
        Set<String> wanted = new LinkedHashSet<>();
        known.stream().limit(query.service().failover().nearestN()).forEach(wanted::add);
        List<String> named = query.service().failover().datacenters();
        if (named != null) {
            named.stream().filter(known::contains).forEach(wanted::add);
        }
        return List.copyOf(wanted);
    }

    private CompletableFuture<PreparedQueryExecuteResponse> failOver(
            PreparedQueryExecuteRequest request,
            PreparedQuery query,
            List<String> datacenters,
            int asked,
            PreparedQueryExecuteResponse best) {
        if (asked == datacenters.size()) {
            return CompletableFuture.completedFuture(best.withFailovers(asked));
        }
        PreparedQueryExecuteRemoteRequest remote = new PreparedQueryExecuteRemoteRequest(
                datacenters.get(asked), query, request.limit(), request.connect(), request.options());
        return others.execute(remote)
                .exceptionally(_ -> best)
                .thenCompose(found -> isEmpty(found)
                        ? failOver(request, query, datacenters, asked + 1, found)
                        : CompletableFuture.completedFuture(found.withFailovers(asked + 1)));
    }

    private long seed() {
        synchronized (random) {
            return random.nextLong();
        }
    }

    private static ReadOptions options(String datacenter, QueryOptions options) {
        Consistency consistency = options.requireConsistent()
                ? Consistency.CONSISTENT
                : options.allowStale() ? Consistency.STALE : Consistency.DEFAULT;
        return new ReadOptions(datacenter, consistency, 0, Duration.ZERO, options.token());
    }

    private <T extends @Nullable Object> CompletableFuture<Answer<T>> read(Query<T> query, ReadOptions options) {
        CompletableFuture<Answer<T>> result = new CompletableFuture<>();
        var _ = queries.read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                result.complete(answer);
            }

            @Override
            public void failed(Throwable cause) {
                result.completeExceptionally(cause);
            }
        });
        return result;
    }

    private static QueryMeta meta(Answer<?> answer) {
        return new QueryMeta(0, answer.lastContact().toNanos(), answer.knownLeader(), answer.consistencyLevel(), false)
                .withFiltered(answer.filtered());
    }

    private static boolean isEmpty(PreparedQueryExecuteResponse response) {
        return response.nodes() == null || response.nodes().isEmpty();
    }
}
