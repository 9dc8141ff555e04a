package io.praetor.server.endpoint;

import io.praetor.model.GoDuration;
import io.praetor.model.catalog.Node;
import io.praetor.model.log.CommandType;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Meter;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
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
public final class LocalSessions implements Sessions {
    private static final Duration MAX_TTL = Duration.ofHours(24);

    private final Here here;
    private final Supplier<State> states;
    private final Leadership leadership;
    private final Writes writes;
    private final SessionTimers timers;
    private final Ids ids;
    private final Duration minTtl;
    private final Meter meter;
    private final Timer renewed;

    /// @param minTtl the shortest TTL that is accepted (`session_ttl_min`)
    /// @param meter  told how long renewals take
    public LocalSessions(
            Here here,
            Supplier<State> states,
            Leadership leadership,
            Writes writes,
            SessionTimers timers,
            Ids ids,
            Duration minTtl,
            Meter meter) {
        this.here = here;
        this.states = states;
        this.leadership = leadership;
        this.writes = writes;
        this.timers = timers;
        this.ids = ids;
        this.minTtl = minTtl;
        this.meter = meter;
        this.renewed = meter.telemetry().timer("session.renew");
    }

    @Override
    public CompletableFuture<String> apply(SessionRequest request) {
        return here.admit(request.datacenter(), request.token(), by -> {
            boolean create = request.op().equals(SessionRequest.CREATE);
            Session session = create ? created(request.session(), by) : request.session();
            if (!create) {
                requireId(session.id());
                TxnAccess.requireSession(states.get(), by, session.id());
            }
            SessionRequest command = new SessionRequest(here.datacenter(), request.op(), session, "");
            return writes.propose(Commands.encode(CommandType.SESSION, SessionRequest.CODEC, command))
                    .thenApply(_ -> session.id());
        });
    }

    private Session created(Session given, Authorizer by) {
        if (given.node().isEmpty()) {
            throw RequestFailure.internal("Must provide Node");
        }
        by.require(Resource.SESSION, given.node(), Access.WRITE);
        Node stored = states.get().catalog().node(given.node(), Watches.NONE);
        if (stored != null) {
            Withheld.require(by, Resource.SESSION, stored.node(), Access.WRITE);
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

    @Override
    public CompletableFuture<@Nullable Session> renew(@Nullable String datacenter, String id, String token) {
        return here.admit(datacenter, token, by -> {
            requireId(id);
            CompletableFuture<@Nullable Session> result = new CompletableFuture<>();
            meter.follow(renewed, result);
            leadership.whenLeading(
                    () -> {
                        Session session =
                                states.get().sessions().get(id, Watches.NONE).value();
                        if (session != null) {
                            Withheld.require(by, Resource.SESSION, session.node(), Access.WRITE);
                            timers.renew(session);
                        }
                        result.complete(session);
                    },
                    result::completeExceptionally);
            return result;
        });
    }
}
