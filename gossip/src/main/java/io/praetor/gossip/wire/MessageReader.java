package io.praetor.gossip.wire;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Bytes to messages (`gossip-memberlist.md` §2): keys in any order, unknown ones skipped, missing ones zero.
final class MessageReader {
    private static final long MAX_UINT32 = 0xffff_ffffL;
    private static final int MAX_UINT16 = 0xffff;

    private final byte[] message;
    private final PackReader in;

    private MessageReader(byte[] message) {
        this.message = message;
        in = new PackReader(message, 1, message.length - 1);
    }

    static Message read(byte[] message, boolean stream) throws WireException {
        if (message.length == 0) {
            throw new WireException("message is empty");
        }
        int type = message[0] & 0xff;
        try {
            return new MessageReader(message).body(type, stream);
        } catch (DecodeException e) {
            throw new WireException("message of type " + type + ": " + e.getMessage(), e);
        }
    }

    private Message body(int type, boolean stream) throws DecodeException, WireException {
        return switch (type) {
            case MessageType.PING -> ping();
            case MessageType.INDIRECT_PING -> indirectPing();
            case MessageType.ACK -> ack();
            case MessageType.NACK -> nack();
            case MessageType.SUSPECT -> suspect();
            case MessageType.ALIVE -> alive();
            case MessageType.DEAD -> dead();
            case MessageType.PUSH_PULL -> pushPull();
            case MessageType.USER -> stream ? streamUser() : new Message.User(rest(message.length - 1));
            case MessageType.ERR -> err();
            default -> throw new WireException("unknown message type " + type);
        };
    }

    private Message ping() throws DecodeException, WireException {
        long seqNo = 0;
        String node = "";
        Bytes sourceAddress = Bytes.EMPTY;
        int sourcePort = 0;
        String sourceNode = "";
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "SeqNo" -> seqNo = uint32();
                case "Node" -> node = in.text();
                case "SourceAddr" -> sourceAddress = bytes();
                case "SourcePort" -> sourcePort = port();
                case "SourceNode" -> sourceNode = in.text();
                default -> in.skip();
            }
        }
        return new Message.Ping(seqNo, node, source(sourceAddress, sourcePort), sourceNode);
    }

    private Message indirectPing() throws DecodeException, WireException {
        long seqNo = 0;
        Bytes target = Bytes.EMPTY;
        int port = 0;
        String node = "";
        boolean nack = false;
        Bytes sourceAddress = Bytes.EMPTY;
        int sourcePort = 0;
        String sourceNode = "";
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "SeqNo" -> seqNo = uint32();
                case "Target" -> target = bytes();
                case "Port" -> port = port();
                case "Node" -> node = in.text();
                case "Nack" -> nack = in.bool();
                case "SourceAddr" -> sourceAddress = bytes();
                case "SourcePort" -> sourcePort = port();
                case "SourceNode" -> sourceNode = in.text();
                default -> in.skip();
            }
        }
        return new Message.IndirectPing(
                seqNo, address(target), port, node, nack, source(sourceAddress, sourcePort), sourceNode);
    }

    private Message ack() throws DecodeException, WireException {
        long seqNo = 0;
        Bytes payload = Bytes.EMPTY;
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "SeqNo" -> seqNo = uint32();
                case "Payload" -> payload = bytes();
                default -> in.skip();
            }
        }
        return new Message.Ack(seqNo, payload);
    }

    private Message nack() throws DecodeException, WireException {
        long seqNo = 0;
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "SeqNo" -> seqNo = uint32();
                default -> in.skip();
            }
        }
        return new Message.Nack(seqNo);
    }

    private Message.Suspect suspect() throws DecodeException, WireException {
        long incarnation = 0;
        String node = "";
        String from = "";
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "Incarnation" -> incarnation = uint32();
                case "Node" -> node = in.text();
                case "From" -> from = in.text();
                default -> in.skip();
            }
        }
        return new Message.Suspect(incarnation, node, from);
    }

    private Message dead() throws DecodeException, WireException {
        Message.Suspect same = suspect();
        return new Message.Dead(same.incarnation(), same.node(), same.from());
    }

    private Message alive() throws DecodeException, WireException {
        Message.Entry same = entry("Node");
        return new Message.Alive(same.incarnation(), same.name(), same.address(), same.port(), same.meta(), same.vsn());
    }

    private Message.Entry entry(String nameKey) throws DecodeException, WireException {
        String name = "";
        Bytes address = Bytes.EMPTY;
        int port = 0;
        Bytes meta = Bytes.EMPTY;
        long incarnation = 0;
        int state = 0;
        Bytes vsn = Bytes.EMPTY;
        for (int left = fields(); left > 0; left--) {
            String key = in.text();
            switch (key) {
                case "Addr" -> address = bytes();
                case "Port" -> port = port();
                case "Meta" -> meta = bytes();
                case "Incarnation" -> incarnation = uint32();
                case "State" -> state = (int) Math.clamp(in.integer(), -1L, Byte.MAX_VALUE);
                case "Vsn" -> vsn = bytes();
                default -> {
                    if (key.equals(nameKey)) {
                        name = in.text();
                    } else {
                        in.skip();
                    }
                }
            }
        }
        return new Message.Entry(name, address(address), port, meta, incarnation, state, vsn);
    }

    private Message pushPull() throws DecodeException, WireException {
        StreamHeader header = StreamHeader.read(in);
        List<Message.Entry> nodes = new ArrayList<>();
        for (int i = 0; i < header.nodes(); i++) {
            nodes.add(entry("Name"));
        }
        return new Message.PushPull(header.join(), nodes, rest(header.rest()));
    }

    private Message streamUser() throws DecodeException, WireException {
        return new Message.User(rest(StreamHeader.read(in).rest()));
    }

    private Message err() throws DecodeException {
        String text = "";
        for (int left = fields(); left > 0; left--) {
            switch (in.text()) {
                case "Error" -> text = in.text();
                default -> in.skip();
            }
        }
        return new Message.Err(text);
    }

    /// How many fields follow.
    private int fields() throws DecodeException {
        return fields(in);
    }

    static int fields(PackReader in) throws DecodeException {
        int size = in.mapHead();
        if (size < 0) {
            return 0;
        }
        in.leave();
        return size;
    }

    private Bytes bytes() throws DecodeException {
        byte[] raw = in.raw();
        return raw == null ? Bytes.EMPTY : Bytes.of(raw);
    }

    private long uint32() throws DecodeException, WireException {
        long value = in.integer();
        if (value < 0 || value > MAX_UINT32) {
            throw new WireException("number is out of range: " + value);
        }
        return value;
    }

    private int port() throws DecodeException, WireException {
        long value = in.integer();
        if (value < 0 || value > MAX_UINT16) {
            throw new WireException("port is out of range: " + value);
        }
        return (int) value;
    }

    private Bytes rest(int size) throws WireException {
        int from = (int) in.position();
        if (message.length - from < size) {
            throw new WireException((message.length - from) + " bytes where " + size + " were announced");
        }
        return Bytes.of(Arrays.copyOfRange(message, from, from + size));
    }

    private static @Nullable Endpoint source(Bytes address, int port) throws WireException {
        return address.length() == 0 || port == 0 ? null : new Endpoint(address(address), port);
    }

    private static InetAddress address(Bytes bytes) throws WireException {
        try {
            return InetAddress.getByAddress(bytes.array());
        } catch (UnknownHostException e) {
            throw new WireException("address has " + bytes.length() + " bytes", e);
        }
    }
}
