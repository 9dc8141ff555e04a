package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.Transport;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.Packet;
import io.praetor.gossip.wire.WireException;
import io.praetor.model.Bytes;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/// Takes what others send (`gossip-memberlist.md` §9). What is about time is done at once: pings and their answers.
/// News wait in two queues of bounded length; those that somebody is alive go first, for they refute, and of each the
/// newest.
final class Inbox implements Transport.Receiver {

    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final byte SUSPECT = 3;
    private static final byte ALIVE = 4;
    private static final byte DEAD = 5;
    private static final byte USER = 8;

    /// How many news are processed before anything else that waits has its turn.
    private static final int BATCH = 64;

    private final Loop loop;
    private final int depth;
    private final Codecs codecs;
    private final Delegate delegate;
    private final Figures figures;
    private final Pings pings;
    private final Membership membership;
    private final PushPull pushPull;
    private final ArrayDeque<byte[]> urgent = new ArrayDeque<>(4);
    private final ArrayDeque<byte[]> others = new ArrayDeque<>(4);
    private boolean processing;
    private boolean stopped;

    Inbox(Parts parts, PushPull pushPull) {
        Core core = parts.core();
        this.loop = core.loop();
        this.depth = core.config().handoffQueueDepth();
        this.codecs = core.codecs();
        this.delegate = core.delegate();
        this.figures = core.figures();
        this.pings = parts.pings();
        this.membership = parts.membership();
        this.pushPull = pushPull;
    }

    @Override
    public void packet(Endpoint from, byte[] bytes) {
        if (stopped) {
            return;
        }
        figures.packetsReceived().add(bytes.length);
        try {
            Packet packet = codecs.packets().decode(bytes);
            for (String fault : packet.faults()) {
                dropped(from, fault);
            }
            for (byte[] message : packet.messages()) {
                sort(from, message);
            }
        } catch (WireException e) {
            dropped(from, e.getMessage());
        }
    }

    private void sort(Endpoint from, byte[] bytes) {
        switch (bytes[0]) {
            case ALIVE -> enqueue(urgent, bytes);
            case SUSPECT, DEAD, USER -> enqueue(others, bytes);
            default -> answer(from, bytes);
        }
    }

    private void answer(Endpoint from, byte[] bytes) {
        try {
            switch (codecs.messages().decode(bytes)) {
                case Message.Ping ping -> pings.pinged(from, ping);
                case Message.IndirectPing ping -> pings.askedToPing(from, ping);
                case Message.Ack ack -> pings.acked(ack);
                case Message.Nack nack -> pings.nacked(nack);
                default -> dropped(from, "not a message of packets");
            }
        } catch (WireException e) {
            dropped(from, e.getMessage());
        }
    }

    private void enqueue(ArrayDeque<byte[]> queue, byte[] bytes) {
        if (queue.size() >= depth) {
            figures.queueFull().increment();
            LOG.atDebug().log("handler queue full, dropping message");
            return;
        }
        queue.add(bytes);
        if (!processing) {
            processing = true;
            loop.execute(this::process);
        }
    }

    private void process() {
        for (int i = 0; i < BATCH && !stopped; i++) {
            byte[] bytes = urgent.isEmpty() ? others.pollLast() : urgent.pollLast();
            if (bytes == null) {
                processing = false;
                return;
            }
            process(bytes);
        }
        if (!stopped) {
            loop.execute(this::process);
        }
    }

    private void process(byte[] bytes) {
        try {
            switch (codecs.messages().decode(bytes)) {
                case Message.Alive alive -> membership.alive(alive);
                case Message.Suspect suspect -> membership.suspect(suspect);
                case Message.Dead dead -> membership.dead(dead, null);
                case Message.User user -> delegate.message(user.body().array());
                default -> throw new IllegalStateException("no news: type " + bytes[0]);
            }
        } catch (WireException e) {
            dropped(null, e.getMessage());
        }
    }

    @Override
    public void stream(Endpoint from, byte[] bytes, Transport.Answer answer) {
        if (stopped) {
            answer.close();
            return;
        }
        figures.streamsAccepted().increment();
        try {
            serve(from, codecs.messages().decodeStream(codecs.streams().decodeRequest(bytes)), answer);
        } catch (WireException e) {
            advised(LOG.atWarn().addKeyValue("from", from).addKeyValue("error", e.getMessage()), e.getMessage())
                    .log("refused a stream");
            answer(answer, new Message.Err(String.valueOf(e.getMessage())));
        }
    }

    private void serve(Endpoint from, Message request, Transport.Answer answer) {
        switch (request) {
            case Message.PushPull theirs -> {
                answer(answer, pushPull.state(theirs.join()));
                String refusal = pushPull.merge(theirs, theirs.join());
                if (refusal != null) {
                    advised(LOG.atError().addKeyValue("from", from).addKeyValue("reason", refusal), refusal)
                            .log("failed push/pull merge");
                }
            }
            case Message.Ping ping
            when pings.isMeant(from, ping) -> answer(answer, new Message.Ack(ping.seqNo(), Bytes.EMPTY));
            case Message.User user -> {
                answer.close();
                delegate.message(user.body().array());
            }
            default -> answer.close();
        }
    }

    private void answer(Transport.Answer answer, Message message) {
        byte[] bytes = codecs.streams().encodeReply(message.encodeStream());
        figures.streamsSent().add(bytes.length);
        answer.send(bytes);
    }

    private static LoggingEventBuilder advised(LoggingEventBuilder line, @Nullable String reason) {
        String advice = Advice.on(reason);
        return advice == null ? line : line.addKeyValue("advice", advice);
    }

    private static void dropped(@Nullable Endpoint from, @Nullable String reason) {
        LOG.atDebug().addKeyValue("from", from).addKeyValue("reason", reason).log("dropped a message");
    }

    /// Takes nothing any more.
    void stop() {
        stopped = true;
        urgent.clear();
        others.clear();
    }
}
