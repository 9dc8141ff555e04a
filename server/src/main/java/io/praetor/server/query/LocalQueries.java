package io.praetor.server.query;

import io.praetor.raft.ReplicatedLog;
import io.praetor.server.Cancellable;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.TimerWheel;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Viewer;
import io.praetor.server.acl.Viewers;
import io.praetor.server.leader.Leadership;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers reads from this server's state (`http-api.md` §2, `server.md` §3), or refuses them with `No cluster leader`:
/// whoever may ask another server does so then.
///
/// A read that need not wait takes no lock: a look at the lease, one volatile read of the state, the lookup. One that
/// must wait joins the [Group] of its equals, which is evaluated once a wake-up for all of them.
public final class LocalQueries implements Queries, Standings, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalQueries.class);

    /// Answers given in one task of the executor; a busy question lets others in between.
    private static final int DELIVERIES_PER_TASK = 256;

    /// The wait is lengthened by up to this part of it, so that clients that started together do not return together.
    private static final int JITTER_PART = 16;

    private final String datacenter;
    private final Supplier<State> states;
    private final Viewers viewers;
    private final ReplicatedLog log;
    private final Leadership leadership;
    private final TimerWheel timers;
    private final RandomGenerator random;
    private final Executor executor;
    private final ReadLimits limits;
    private final QueryFigures figures;
    private final Meter meter;
    private final ConcurrentHashMap<Group.Key<?>, Group<?>> groups = new ConcurrentHashMap<>();
    private final AtomicInteger parked = new AtomicInteger();
    private final AtomicInteger epoch = new AtomicInteger();
    private volatile boolean closed;

    /// @param datacenter the only one whose state is here
    /// @param states     the state as of the last applied command; one volatile read
    /// @param viewers    who may see what
    /// @param random     need not be thread-safe; nobody else may use it
    /// @param meter      told about reads
    /// @param executor   runs evaluations and callbacks of reads that waited
    public LocalQueries(
            String datacenter,
            Supplier<State> states,
            Viewers viewers,
            ReplicatedLog log,
            Leadership leadership,
            TimerWheel timers,
            RandomGenerator random,
            Executor executor,
            ReadLimits limits,
            Meter meter) {
        this.datacenter = datacenter;
        this.states = states;
        this.viewers = viewers;
        this.log = log;
        this.leadership = leadership;
        this.timers = timers;
        this.random = random;
        this.executor = executor;
        this.limits = limits;
        this.meter = meter;
        this.figures = new QueryFigures(meter);
    }

    @Override
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (!isHere(options.datacenter())) {
            done.failed(RequestFailure.noPathToDatacenter());
            return Cancellable.NONE;
        }
        figures.asked(query);
        if (mayAnswer(options.consistency())) {
            return answer(query, options, done);
        }
        if (closed || options.consistency() != Consistency.CONSISTENT || !leadership.leading()) {
            done.failed(RequestFailure.noLeader());
            return Cancellable.NONE;
        }
        Deferred deferred = new Deferred();
        verify(() -> deferred.follow(Deferred.ASKED, answer(query, options, done)), done::failed, deferred);
        return deferred;
    }

    /// Answers a read that does not block, on this thread, if this server may and knows who asks. Costs nothing beyond
    /// the answer.
    ///
    /// @return false when it may not, or does not know: then nothing was done
    public <T extends @Nullable Object> boolean answerNow(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (!isHere(options.datacenter()) || !mayAnswer(options.consistency())) {
            return false;
        }
        State state = states.get();
        Authorizer by = viewers.now(options.token());
        if (by == null) {
            return false;
        }
        figures.asked(query);
        Answer<T> answer;
        try {
            answer = evaluate(state, query, options, by, Watches.NONE);
        } catch (RuntimeException e) {
            if (e instanceof RequestFailure failure && failure.kind() == RequestFailure.Kind.NO_LEADER) {
                return false;
            }
            done.failed(e);
            return true;
        }
        done.answered(answer);
        return true;
    }

    private boolean isHere(@Nullable String wanted) {
        return wanted == null || wanted.isEmpty() || wanted.equals(datacenter);
    }

    /// Whether such a read need not wait for anything.
    public boolean mayAnswer(Consistency consistency) {
        return !closed
                && switch (consistency) {
                    case STALE -> leadership.everKnown();
                    case DEFAULT -> leadership.leading();
                    case CONSISTENT -> false;
                };
    }

    @Override
    public <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options) {
        if (!isHere(options.datacenter()) || !mayAnswer(options.consistency())) {
            return null;
        }
        State state = states.get();
        Authorizer by = viewers.now(options.token());
        if (by == null) {
            return null;
        }
        Watches watches = new Watches(Watches.DEFAULT_LIMIT);
        boolean answered = false;
        try {
            Answer<T> answer = evaluate(state, query, options, by, watches);
            answered = true;
            return new LocalStanding<>(this, answer, options, by, watches);
        } finally {
            if (!answered) {
                watches.close();
            }
        }
    }

    /// Whether what is known of watches is exact now.
    boolean settled() {
        return states.get().settled();
    }

    Duration lastContact() {
        return leadership.lastContact();
    }

    /// Runs `go` on the executor once a quorum has confirmed that this server leads and consistent reads may be
    /// answered.
    private void verify(Runnable go, Consumer<Throwable> refused, Deferred deferred) {
        long begun = figures.begun();
        var _ = log.readIndex()
                .whenComplete((_, failure) -> executor.execute(() -> {
                    figures.verified(begun);
                    if (deferred.isCancelled()) {
                        return;
                    }
                    if (failure != null) {
                        refused.accept(RequestFailure.noLeader());
                    } else {
                        deferred.follow(Deferred.READY, leadership.whenReady(go, refused::accept));
                    }
                }));
    }

    private <T extends @Nullable Object> Cancellable answer(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (options.minIndex() != 0) {
            return park(query, options, done);
        }
        State state = states.get();
        Authorizer by = viewers.now(options.token());
        if (by == null) {
            whenKnown(options.token(), then -> answer(query, options, then, done), done::failed);
        } else {
            answer(state, query, options, by, done);
        }
        return Cancellable.NONE;
    }

    private <T extends @Nullable Object> void answer(
            Query<T> query, ReadOptions options, Authorizer by, ReadCallback<T> done) {
        State state;
        try {
            state = state(options.consistency());
        } catch (RequestFailure e) {
            done.failed(e);
            return;
        }
        answer(state, query, options, by, done);
    }

    private <T extends @Nullable Object> void answer(
            State state, Query<T> query, ReadOptions options, Authorizer by, ReadCallback<T> done) {
        Answer<T> answer;
        try {
            answer = evaluate(state, query, options, by, Watches.NONE);
        } catch (RuntimeException e) {
            done.failed(e);
            return;
        }
        done.answered(answer);
    }

    /// Goes on once it is known what a secret stands for: at once, or later on the executor.
    void whenKnown(String secret, Consumer<Authorizer> go, Consumer<Throwable> refused) {
        CompletableFuture<Authorizer> known = viewers.resolve(secret);
        if (known.isDone()) {
            proceed(known, go, refused);
        } else {
            var _ = known.whenComplete((_, _) -> executor.execute(() -> proceed(known, go, refused)));
        }
    }

    private static void proceed(
            CompletableFuture<Authorizer> known, Consumer<Authorizer> go, Consumer<Throwable> refused) {
        if (known.isCompletedExceptionally()) {
            refused.accept(known.exceptionNow());
        } else {
            go.accept(known.join());
        }
    }

    Viewers viewers() {
        return viewers;
    }

    /// The present state, which this server may answer from: it looks whether it leads first, so that a state of before
    /// it led is no leader's.
    ///
    /// @throws RequestFailure `No cluster leader`
    State state(Consistency consistency) {
        if (consistency != Consistency.STALE && !leadership.leading()) {
            throw RequestFailure.noLeader();
        }
        return states.get();
    }

    private <T extends @Nullable Object> Cancellable park(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        if (parked.incrementAndGet() > limits.mostParked()) {
            parked.decrementAndGet();
            done.failed(new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many blocking queries"));
            return Cancellable.NONE;
        }
        long wait = jittered(limits.nanos(options.longest()));
        Group.Key<T> key = new Group.Key<>(query, options.consistency(), options.token());
        while (true) {
            Group<T> group = group(key);
            Waiter<T> waiter = new Waiter<>(group, options.minIndex(), epoch.get(), done);
            switch (group.join(waiter, wait)) {
                case ENDED -> Thread.onSpinWait();
                case NEWS -> {
                    parked.decrementAndGet();
                    return answer(query, options.after(0, Duration.ZERO), done);
                }
                case WAITS -> {
                    return parkedUnlessClosed(group, waiter);
                }
                case EVALUATES -> {
                    group.evaluate();
                    return parkedUnlessClosed(group, waiter);
                }
            }
        }
    }

    /// Whoever joins while [#close] runs must not be forgotten.
    private Cancellable parkedUnlessClosed(Group<?> group, Waiter<?> waiter) {
        if (closed) {
            group.fail(RequestFailure.noLeader());
        }
        return waiter;
    }

    /// Equal keys belong to queries of one type, for the query's class is part of its equality.
    @SuppressWarnings("unchecked")
    private <T extends @Nullable Object> Group<T> group(Group.Key<T> key) {
        return (Group<T>) groups.computeIfAbsent(key, _ -> new Group<>(key, this));
    }

    private long jittered(long nanos) {
        synchronized (random) {
            return nanos + random.nextLong(nanos / JITTER_PART + 1);
        }
    }

    /// Answers from a state.
    ///
    /// @param state no newer than `by`: a token that has lost a right sees nothing that was written afterwards
    /// @param by    what the token of `options` stands for
    <T extends @Nullable Object> Answer<T> evaluate(
            State state, Query<T> query, ReadOptions options, Authorizer by, Watches watches) {
        boolean leading = leadership.leading();
        if (!leading && options.consistency() != Consistency.STALE) {
            throw RequestFailure.noLeader();
        }
        long begun = query instanceof TimedQuery ? meter.begun() : 0;
        Viewer viewer = viewers.viewer(by);
        Indexed<T> result = query.evaluate(state, watches, viewer);
        if (query instanceof TimedQuery timed) {
            meter.ended(meter.telemetry().timer(timed.timer()), begun);
        }
        figures.answered(query, result.value());
        return new Answer<>(
                result.value(),
                result.index(),
                leading || leadership.known(),
                leading ? Duration.ZERO : leadership.lastContact(),
                options.consistency(),
                viewer.filtered() && !options.token().isEmpty());
    }

    void evaluateLater(Group<?> group) {
        if (group.key().consistency() == Consistency.CONSISTENT) {
            verify(group::evaluate, group::fail, new Deferred());
        } else {
            executor.execute(group::evaluate);
        }
    }

    /// Gives the answer to all of them, a part at a time.
    <T extends @Nullable Object> void deliver(List<Waiter<T>> waiters, Answer<T> answer) {
        inParts(waiters, waiter -> waiter.done.answered(answer));
    }

    /// Gives the answer on the executor: the caller's thread drives the timers.
    <T extends @Nullable Object> void deliverLater(Waiter<T> waiter, Answer<T> answer) {
        executor.execute(() -> call(waiter, due -> due.done.answered(answer)));
    }

    <T extends @Nullable Object> void refuse(List<Waiter<T>> waiters, Throwable cause) {
        inParts(waiters, waiter -> waiter.done.failed(cause));
    }

    private <T extends @Nullable Object> void inParts(List<Waiter<T>> waiters, Consumer<Waiter<T>> call) {
        if (waiters.size() == 1) {
            call(waiters.getFirst(), call);
            return;
        }
        for (int from = 0; from < waiters.size(); from += DELIVERIES_PER_TASK) {
            List<Waiter<T>> part = waiters.subList(from, Math.min(waiters.size(), from + DELIVERIES_PER_TASK));
            executor.execute(() -> part.forEach(waiter -> call(waiter, call)));
        }
    }

    private static <T extends @Nullable Object> void call(Waiter<T> waiter, Consumer<Waiter<T>> call) {
        try {
            call.accept(waiter);
        } catch (RuntimeException e) {
            // the others who wait for the same answer must still get it
            LOG.error("answering a blocked read failed", e);
        }
    }

    TimerWheel timers() {
        return timers;
    }

    int epoch() {
        return epoch.get();
    }

    void left() {
        parked.decrementAndGet();
    }

    void remove(Group<?> group) {
        groups.remove(group.key(), group);
    }

    /// The whole state was replaced: every blocked read is answered at once from the new one.
    public void abandon() {
        epoch.incrementAndGet();
        groups.values().forEach(Group::recheck);
    }

    /// How many reads wait: a gauge.
    public int parked() {
        return parked.get();
    }

    /// How many different questions are waited for: a gauge.
    public int groups() {
        return groups.size();
    }

    /// Fails every blocked read, and all that come.
    @Override
    public void close() {
        closed = true;
        groups.values().forEach(group -> group.fail(RequestFailure.noLeader()));
    }
}
