package io.praetor.gossip.wire;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import io.praetor.model.codec.PackWriter;
import org.jspecify.annotations.Nullable;

/// Messages to bytes; keys in the order of their bytes, as the original writes them (`gossip-memberlist.md` §2).
final class MessageWriter {
    private final PackWriter out = new PackWriter(128);

    private MessageWriter() {}

    static byte[] write(Message message, boolean stream) {
        MessageWriter writer = new MessageWriter();
        switch (message) {
            case Message.Ping ping -> writer.ping(ping);
            case Message.IndirectPing ping -> writer.indirectPing(ping);
            case Message.Ack ack -> writer.ack(ack);
            case Message.Nack nack -> writer.nack(nack);
            case Message.Suspect suspect ->
                writer.verdict(MessageType.SUSPECT, suspect.incarnation(), suspect.node(), suspect.from());
            case Message.Alive alive -> writer.alive(alive);
            case Message.Dead dead -> writer.verdict(MessageType.DEAD, dead.incarnation(), dead.node(), dead.from());
            case Message.PushPull state -> writer.pushPull(state);
            case Message.User user -> writer.user(user, stream);
            case Message.Err err -> writer.err(err);
        }
        return writer.out.toBytes();
    }

    private void head(int type, int fields) {
        out.rawByte(type);
        out.mapHead(fields);
    }

    private void ping(Message.Ping ping) {
        head(MessageType.PING, 2 + sourceFields(ping.source(), ping.sourceNode()));
        text("Node", ping.node());
        number("SeqNo", ping.seqNo());
        source(ping.source(), ping.sourceNode());
    }

    private void indirectPing(Message.IndirectPing ping) {
        head(MessageType.INDIRECT_PING, 5 + sourceFields(ping.source(), ping.sourceNode()));
        flag("Nack", ping.nack());
        text("Node", ping.node());
        number("Port", ping.port());
        number("SeqNo", ping.seqNo());
        source(ping.source(), ping.sourceNode());
        bytes("Target", ping.target().getAddress());
    }

    private void ack(Message.Ack ack) {
        head(MessageType.ACK, 2);
        bytes("Payload", ack.payload());
        number("SeqNo", ack.seqNo());
    }

    private void nack(Message.Nack nack) {
        head(MessageType.NACK, 1);
        number("SeqNo", nack.seqNo());
    }

    private void verdict(int type, long incarnation, String node, String from) {
        head(type, 3);
        text("From", from);
        number("Incarnation", incarnation);
        text("Node", node);
    }

    private void alive(Message.Alive alive) {
        head(MessageType.ALIVE, 6);
        bytes("Addr", alive.address().getAddress());
        number("Incarnation", alive.incarnation());
        bytes("Meta", alive.meta());
        text("Node", alive.node());
        number("Port", alive.port());
        bytes("Vsn", alive.vsn());
    }

    private void pushPull(Message.PushPull state) {
        head(MessageType.PUSH_PULL, 3);
        flag("Join", state.join());
        number("Nodes", state.nodes().size());
        number("UserStateLen", state.userState().length());
        for (Message.Entry node : state.nodes()) {
            out.mapHead(7);
            bytes("Addr", node.address().getAddress());
            number("Incarnation", node.incarnation());
            bytes("Meta", node.meta());
            text("Name", node.name());
            number("Port", node.port());
            number("State", node.state());
            bytes("Vsn", node.vsn());
        }
        out.rawBytes(state.userState().array());
    }

    private void user(Message.User user, boolean stream) {
        if (stream) {
            head(MessageType.USER, 1);
            number("UserMsgLen", user.body().length());
        } else {
            out.rawByte(MessageType.USER);
        }
        out.rawBytes(user.body().array());
    }

    private void err(Message.Err err) {
        head(MessageType.ERR, 1);
        text("Error", err.text());
    }

    private static int sourceFields(@Nullable Endpoint source, String sourceNode) {
        return (source == null ? 0 : 2) + (sourceNode.isEmpty() ? 0 : 1);
    }

    private void source(@Nullable Endpoint source, String sourceNode) {
        if (source != null) {
            bytes("SourceAddr", source.address().getAddress());
        }
        if (!sourceNode.isEmpty()) {
            text("SourceNode", sourceNode);
        }
        if (source != null) {
            number("SourcePort", source.port());
        }
    }

    private void text(String key, String value) {
        out.text(key);
        out.text(value);
    }

    private void number(String key, long value) {
        out.text(key);
        out.integer(value);
    }

    private void flag(String key, boolean value) {
        out.text(key);
        out.bool(value);
    }

    private void bytes(String key, byte[] value) {
        out.text(key);
        out.raw(value);
    }

    private void bytes(String key, Bytes value) {
        out.text(key);
        if (value.length() == 0) {
            out.nil();
        } else {
            out.raw(value.array());
        }
    }
}
