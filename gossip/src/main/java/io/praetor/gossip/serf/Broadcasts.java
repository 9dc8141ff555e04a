package io.praetor.gossip.serf;

import io.praetor.gossip.memberlist.BroadcastQueue;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Telemetry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What waits to be told to everybody: intents go before queries, queries before events (`gossip-serf.md` §7). Belongs
/// to the loop; the depths may be read by anybody.
final class Broadcasts {

    private static final Logger LOG = LoggerFactory.getLogger(Broadcasts.class);

    /// The queues, in the order they are drained.
    enum Kind {
        INTENT("Intent"),
        QUERY("Query"),
        EVENT("Event");

        private final String title;

        Kind(String title) {
            this.title = title;
        }
    }

    private final SerfConfig config;
    private final MemberTable members;
    private final Line intents;
    private final Line queries;
    private final Line events;
    private final Counter bytesSent;

    Broadcasts(SerfConfig config, MemberTable members, int retransmitMult, Telemetry telemetry) {
        this.config = config;
        this.members = members;
        intents = new Line(Kind.INTENT, retransmitMult, members, telemetry);
        queries = new Line(Kind.QUERY, retransmitMult, members, telemetry);
        events = new Line(Kind.EVENT, retransmitMult, members, telemetry);
        bytesSent = telemetry.counter("serf.msgs.sent");
    }

    private static final class Line {
        final BroadcastQueue queue;
        final Gauge gauge;
        volatile int depth;

        Line(Kind kind, int retransmitMult, MemberTable members, Telemetry telemetry) {
            queue = new BroadcastQueue(retransmitMult, () -> Math.max(1, members.count()));
            gauge = telemetry.gauge("serf.queue." + kind.title);
        }
    }

    private Line line(Kind kind) {
        return switch (kind) {
            case INTENT -> intents;
            case QUERY -> queries;
            case EVENT -> events;
        };
    }

    /// Tells everybody.
    ///
    /// @param sent called once it was sent often enough; null: nobody waits
    void queue(Kind kind, byte[] message, @Nullable Runnable sent) {
        Line line = line(kind);
        line.queue.queue(null, message, sent);
        line.depth = line.queue.size();
    }

    /// Messages for one packet.
    List<byte[]> take(int overhead, int room) {
        List<byte[]> taken = new ArrayList<>();
        int left = room;
        for (Kind kind : Kind.values()) {
            Line line = line(kind);
            if (line.queue.size() == 0) {
                continue;
            }
            for (byte[] message : line.queue.take(overhead, left)) {
                left -= overhead + message.length;
                bytesSent.add(message.length);
                taken.add(message);
            }
            line.depth = line.queue.size();
        }
        return taken;
    }

    int depth(Kind kind) {
        return line(kind).depth;
    }

    /// Drops what is too much; called now and then.
    void check() {
        int limit = config.minQueueDepth() > 0
                ? Math.max(config.minQueueDepth(), 2 * members.count())
                : config.maxQueueDepth();
        for (Kind kind : Kind.values()) {
            Line line = line(kind);
            int depth = line.queue.size();
            line.gauge.set(depth);
            if (depth >= config.queueDepthWarning()) {
                LOG.atWarn()
                        .addKeyValue("queue", kind.title)
                        .addKeyValue("depth", depth)
                        .log("many messages wait to be told");
            }
            if (depth > limit) {
                LOG.atWarn()
                        .addKeyValue("queue", kind.title)
                        .addKeyValue("depth", depth)
                        .addKeyValue("limit", limit)
                        .log("too many messages wait to be told, the oldest are dropped");
                line.queue.prune(limit);
                line.depth = line.queue.size();
            }
        }
    }
}
