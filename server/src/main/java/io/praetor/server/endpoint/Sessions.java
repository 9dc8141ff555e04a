package io.praetor.server.endpoint;

import io.praetor.model.GoDuration;
import io.praetor.model.log.CommandType;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.fsm.Commands;
import io.praetor.server.leader.Leadership;
import io.praetor.server.leader.SessionTimers;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import io.praetor.server.state.Uuids;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Beginning, ending and renewing sessions (`http-api.md` §10).
public final class Sessions {
    /// The lock delay of a session that says nothing.
    public static final Duration DEFAULT_LOCK_DELAY = Duration.ofSeconds(15);

    private static final Duration MAX_TTL = Duration.ofHours(24);

    private final Here here;
    private final Supplier<State> states;
    private final Leadership leadership;
    private final Writes writes;
    private final SessionTimers timers;
    private final Ids ids;
    private final Duration minTtl;

    /// @param minTtl the shortest TTL that is accepted (`session_ttl_min`)
    public Sessions(
            String datacenter,
            Supplier<State> states,
            Leadership leadership,
            Writes writes,
            SessionTimers timers,
            Ids ids,
            Duration minTtl) {
        here = new Here(datacenter);
        this.states = states;
        this.leadership = leadership;
        this.writes = writes;
        this.timers = timers;
        this.ids = ids;
        this.minTtl = minTtl;
    }

    /// Begins or ends a session. Defaults of a new session are the front door's; an empty behavior is `release`.
    ///
    /// @return the session's ID. Fails with a [RequestFailure]
    public CompletableFuture<String> apply(SessionRequest request) {
        return Here.attempt(() -> {
            here.require(request.datacenter());
            boolean create = request.op().equals(SessionRequest.CREATE);
            Session session = create ? created(request.session()) : request.session();
            if (!create) {
                requireId(session.id());
            }
            SessionRequest command = new SessionRequest(here.datacenter(), request.op(), session, "");
            return writes.propose(Commands.encode(CommandType.SESSION, SessionRequest.CODEC, command))
                    .thenApply(_ -> session.id());
        });
    }

    private Session created(Session given) {
        if (given.node().isEmpty()) {
            throw RequestFailure.internal("Must provide Node");
        }
        Session session = given.behavior().isEmpty() ? given.withBehavior(Session.RELEASE) : given;
        if (!session.behavior().equals(Session.RELEASE) && !session.behavior().equals(Session.DELETE)) {
            throw RequestFailure.internal("Invalid Behavior setting '" + session.behavior() + "'");
        }
        if (!session.ttl().isEmpty()) {
            requireTtl(session.ttl());
        }
        State state = states.get();
        String id = ids.next();
        while (state.sessions().get(id, Watches.NONE).value() != null) {
            id = ids.next();
        }
        return session.withId(id);
    }

    private void requireTtl(String text) {
        long nanos;
        try {
            nanos = GoDuration.parse(text);
        } catch (IllegalArgumentException e) {
            throw RequestFailure.internal("Session TTL '" + text + "' invalid: " + e.getMessage());
        }
        if (nanos != 0 && (nanos < minTtl.toNanos() || nanos > MAX_TTL.toNanos())) {
            throw RequestFailure.internal("Invalid Session TTL '" + nanos + "', must be between ["
                    + GoDuration.format(minTtl.toNanos()) + "=" + GoDuration.format(MAX_TTL.toNanos()) + "]");
        }
    }

    private static void requireId(String id) {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw RequestFailure.internal("failed session lookup: index error: " + problem);
        }
    }

    /// Gives a session its full time again.
    ///
    /// @param datacenter null or empty: this server's
    /// @return the session, or null when there is none. Fails with a [RequestFailure]
    public CompletableFuture<@Nullable Session> renew(@Nullable String datacenter, String id) {
        return Here.attempt(() -> {
            here.require(datacenter);
            requireId(id);
            CompletableFuture<@Nullable Session> result = new CompletableFuture<>();
            leadership.whenLeading(
                    () -> {
                        Session session =
                                states.get().sessions().get(id, Watches.NONE).value();
                        if (session != null) {
                            timers.renew(session);
                        }
                        result.complete(session);
                    },
                    result::completeExceptionally);
            return result;
        });
    }
}
