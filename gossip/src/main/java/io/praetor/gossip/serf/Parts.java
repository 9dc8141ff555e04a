package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Delegate;
import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.serf.SerfMessage.Conflict;
import io.praetor.gossip.serf.SerfMessage.Join;
import io.praetor.gossip.serf.SerfMessage.KeyRequest;
import io.praetor.gossip.serf.SerfMessage.KeyResponse;
import io.praetor.gossip.serf.SerfMessage.Leave;
import io.praetor.gossip.serf.SerfMessage.PushPull;
import io.praetor.gossip.serf.SerfMessage.Query;
import io.praetor.gossip.serf.SerfMessage.Relay;
import io.praetor.gossip.serf.SerfMessage.Response;
import io.praetor.gossip.serf.SerfMessage.UserEvent;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.telemetry.Counter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The parts of one member, and who of them takes what comes from below. Belongs to the loop.
final class Parts implements Delegate {

    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    final Pool pool;
    final Coordinates coordinates;
    final Membership membership;
    final UserEvents events;
    final Queries queries;
    final Directed directed;
    final StateExchange exchange;
    final Reconnect reconnect;
    private final NameConflict conflict;
    private final Counter bytesReceived;
    private Map<String, String> tags;
    private volatile int healthScore;

    /// @param files where files are written
    /// @param lost  what to do when another has this member's name by right
    Parts(Pool pool, Duration gossipInterval, Executor files, Runnable lost) {
        this.pool = pool;
        tags = pool.config.tags();
        coordinates = new Coordinates(pool.config.coordinates(), pool.random, pool.telemetry);
        membership = new Membership(pool, coordinates::forget);
        events = new UserEvents(pool);
        directed = new Directed(pool, this::message);
        queries = new Queries(pool, directed, gossipInterval, new InternalQueries(pool, new KeyAnswers(pool, files)));
        exchange = new StateExchange(pool, membership, events);
        reconnect = new Reconnect(pool);
        conflict = new NameConflict(pool, queries, lost);
        bytesReceived = pool.telemetry.counter("serf.msgs.received");
    }

    Map<String, String> tags() {
        return tags;
    }

    void tags(Map<String, String> changed) {
        tags = changed;
    }

    /// Lifeguard's, as of the last round of gossip. From any thread.
    int healthScore() {
        return healthScore;
    }

    @Override
    public byte[] meta(int limit) {
        return Tags.encode(tags, limit);
    }

    @Override
    public void message(byte[] message) {
        if (pool.phase() == Pool.Phase.SHUT_DOWN) {
            return;
        }
        bytesReceived.add(message.length);
        try {
            take(SerfMessages.decode(message), message);
        } catch (DecodeException e) {
            LOG.atWarn().addKeyValue("error", e.getMessage()).log("a message cannot be read");
        }
    }

    private void take(SerfMessage message, byte[] bytes) {
        switch (message) {
            case Leave leave -> passOn(Broadcasts.Kind.INTENT, membership.intends(leave), bytes);
            case Join join -> passOn(Broadcasts.Kind.INTENT, membership.intends(join), bytes);
            case UserEvent event -> passOn(Broadcasts.Kind.EVENT, events.receive(event), bytes);
            case Query query -> passOn(Broadcasts.Kind.QUERY, queries.receive(query), bytes);
            case Response response -> queries.receive(response);
            case Relay relay -> directed.handOn(relay);
            case PushPull _, Conflict _, KeyRequest _, KeyResponse _ ->
                LOG.atWarn().addKeyValue("type", bytes[0]).log("a message of a type that is not sent this way");
        }
    }

    private void passOn(Broadcasts.Kind kind, boolean isNews, byte[] message) {
        if (isNews) {
            pool.broadcasts.queue(kind, message, null);
        }
    }

    @Override
    public List<byte[]> broadcasts(int overhead, int room) {
        if (pool.isAttached()) {
            healthScore = pool.memberlist().healthScore();
        }
        return pool.broadcasts.take(overhead, room);
    }

    @Override
    public byte[] state(boolean join) {
        return exchange.state();
    }

    @Override
    public void merge(byte[] state, boolean join) {
        exchange.merge(state, join);
    }

    @Override
    public @Nullable String refuseMerge(List<Node> others) {
        List<Member> candidates = new ArrayList<>(others.size());
        for (Node node : others) {
            candidates.add(Nodes.candidate(node));
        }
        return pool.config.mergeCheck().refuse(candidates, pool.members.snapshot());
    }

    @Override
    public @Nullable String refuseAlive(Node node) {
        return pool.config.mergeCheck().refuse(List.of(Nodes.candidate(node)));
    }

    @Override
    public void joined(Node node) {
        membership.joined(node);
    }

    @Override
    public void left(Node node) {
        membership.left(node);
    }

    @Override
    public void updated(Node node) {
        membership.updated(node);
    }

    @Override
    public void conflict(Node known, Endpoint claimed) {
        conflict.claimed(known, claimed);
    }

    @Override
    public byte[] ackPayload() {
        return coordinates.ackPayload();
    }

    @Override
    public void pinged(Node node, Duration rtt, byte[] payload) {
        coordinates.pinged(node.name(), rtt, payload);
        healthScore = pool.memberlist().healthScore();
    }
}
