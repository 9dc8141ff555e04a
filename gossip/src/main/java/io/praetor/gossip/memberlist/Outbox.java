package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.PacketCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends packets, and fills what room they have with news (`gossip-memberlist.md` §9).
final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final int COMPOUND_HEAD = 2;
    private static final int COMPOUND_PART = 2;
    private static final byte USER = 8;

    private final int budget;
    private final Transport transport;
    private final Codecs codecs;
    private final BroadcastQueue news;
    private final Delegate delegate;
    private final Figures figures;

    Outbox(Core core, Transport transport) {
        this.budget = core.config().packetBudget();
        this.transport = transport;
        this.codecs = core.codecs();
        this.news = core.news();
        this.delegate = core.delegate();
        this.figures = core.figures();
    }

    /// Sends a message, and what news fit along with it.
    ///
    /// @throws IOException when it could not be sent for a local reason
    void send(Endpoint to, Message message) throws IOException {
        byte[] own = codecs.messages().encode(message);
        List<byte[]> messages = new ArrayList<>();
        messages.add(own);
        messages.addAll(news(own.length));
        send(to, messages, false);
    }

    /// The same, where it does not matter whether it could be sent.
    void trySend(Endpoint to, Message message) {
        try {
            send(to, message);
        } catch (IOException e) {
            unsent(to, e);
        }
    }

    /// Sends messages to a member in one packet, nothing else along with them.
    ///
    /// @throws IOException when they could not be sent for a local reason
    void send(NodeState to, Message... messages) throws IOException {
        List<byte[]> encoded = new ArrayList<>(messages.length);
        for (Message message : messages) {
            encoded.add(codecs.messages().encode(message));
        }
        send(to.endpoint, encoded, Vsn.checksCrc(to.versions));
    }

    /// Sends a message of the layer above, nothing else along with it.
    ///
    /// @param crc whether the receiver is known to understand a checksum
    void sendUser(Endpoint to, byte[] message, boolean crc) {
        try {
            send(to, List.of(user(message)), crc);
        } catch (IOException e) {
            unsent(to, e);
        }
    }

    /// Sends a member as many news as fit one packet.
    ///
    /// @return whether there were any
    boolean sendNews(NodeState to) {
        List<byte[]> messages = news(0);
        if (messages.isEmpty()) {
            return false;
        }
        try {
            send(to.endpoint, messages, Vsn.checksCrc(to.versions));
        } catch (IOException e) {
            unsent(to.endpoint, e);
        }
        return true;
    }

    /// @param own bytes of the packet that are taken already
    private List<byte[]> news(int own) {
        int room = budget - COMPOUND_HEAD - codecs.packets().overhead() - own;
        List<byte[]> ours = news.take(COMPOUND_PART, room);
        for (byte[] message : ours) {
            room -= COMPOUND_PART + message.length;
        }
        if (room <= COMPOUND_PART + 1) {
            return ours;
        }
        List<byte[]> theirs = delegate.broadcasts(COMPOUND_PART + 1, room);
        if (theirs.isEmpty()) {
            return ours;
        }
        List<byte[]> all = new ArrayList<>(ours);
        for (byte[] message : theirs) {
            all.add(user(message));
        }
        return all;
    }

    private static byte[] user(byte[] message) {
        byte[] framed = new byte[message.length + 1];
        framed[0] = USER;
        System.arraycopy(message, 0, framed, 1, message.length);
        return framed;
    }

    private void send(Endpoint to, List<byte[]> messages, boolean crc) throws IOException {
        for (int from = 0; from < messages.size(); from += PacketCodec.MOST_MESSAGES) {
            int end = Math.min(messages.size(), from + PacketCodec.MOST_MESSAGES);
            byte[] packet = codecs.packets().encode(messages.subList(from, end), crc);
            figures.packetsSent().add(packet.length);
            transport.send(to, packet);
        }
    }

    private static void unsent(Endpoint to, IOException cause) {
        LOG.atDebug()
                .addKeyValue("to", to)
                .addKeyValue("error", cause.getMessage())
                .log("failed to send a packet");
    }
}
