package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Pings and their answers (`gossip-memberlist.md` §6): those of others are answered or passed on, those of this member
/// find whoever waits by their number.
final class Pings {

    private static final Logger LOG = LoggerFactory.getLogger(Pings.class);

    /// How many pings of others are on their way at most; each takes a probe timeout.
    private static final int MOST_RELAYED = 4096;

    private final Self self;
    private final Loop loop;
    private final Duration probeTimeout;
    private final Delegate delegate;
    private final Outbox outbox;
    private final Map<Long, Waiter> waiters = new HashMap<>();

    /// Somebody who waits for answers.
    interface Waiter {
        /// The one that was asked is there. Not called again.
        void acked(byte[] payload);

        /// Somebody between here and there says that it is silent.
        default void nacked() {}
    }

    Pings(Core core, Outbox outbox) {
        this.self = core.self();
        this.loop = core.loop();
        this.probeTimeout = core.config().probeTimeout();
        this.delegate = core.delegate();
        this.outbox = outbox;
    }

    /// A ping of this member to another.
    Message.Ping ping(long seqNo, String node) {
        return new Message.Ping(seqNo, node, self.endpoint, self.name);
    }

    /// Waits for the answers to a number; until [#forget].
    void await(long seqNo, Waiter waiter) {
        waiters.put(seqNo, waiter);
    }

    /// Answers to this number do not matter any more.
    void forget(long seqNo) {
        waiters.remove(seqNo);
    }

    void acked(Message.Ack ack) {
        Waiter waiter = waiters.remove(ack.seqNo());
        if (waiter != null) {
            waiter.acked(ack.payload().array());
        }
    }

    void nacked(Message.Nack nack) {
        Waiter waiter = waiters.get(nack.seqNo());
        if (waiter != null) {
            waiter.nacked();
        }
    }

    /// Somebody asks whether this member is there.
    void pinged(Endpoint from, Message.Ping ping) {
        if (isMeant(from, ping)) {
            Endpoint to = ping.source() == null ? from : ping.source();
            outbox.trySend(to, new Message.Ack(ping.seqNo(), Bytes.of(delegate.ackPayload())));
        }
    }

    /// Whether a ping is for this member, and not for another that was at this address before.
    boolean isMeant(Endpoint from, Message.Ping ping) {
        boolean meant = ping.node().isEmpty() || self.is(ping.node());
        if (!meant) {
            LOG.atWarn()
                    .addKeyValue("node", ping.node())
                    .addKeyValue("from", from)
                    .log("got a ping for another node");
        }
        return meant;
    }

    /// Somebody asks to ask another.
    void askedToPing(Endpoint from, Message.IndirectPing request) {
        if (waiters.size() >= MOST_RELAYED) {
            LOG.atDebug().addKeyValue("from", from).log("too many indirect pings, dropping one");
            return;
        }
        int port = request.port() == 0 ? self.endpoint.port() : request.port();
        Endpoint target = new Endpoint(request.target(), port);
        Endpoint back = request.source() == null ? from : request.source();
        long seqNo = self.nextSeqNo();
        Loop.Timer silence = loop.schedule(probeTimeout, () -> {
            forget(seqNo);
            if (request.nack()) {
                outbox.trySend(back, new Message.Nack(request.seqNo()));
            }
        });
        await(seqNo, _ -> {
            silence.cancel();
            outbox.trySend(back, new Message.Ack(request.seqNo(), Bytes.EMPTY));
        });
        try {
            outbox.send(target, ping(seqNo, request.node()));
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("to", target)
                    .addKeyValue("error", e.getMessage())
                    .log("failed to send an indirect ping");
        }
    }
}
