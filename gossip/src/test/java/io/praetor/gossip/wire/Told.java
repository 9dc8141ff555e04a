package io.praetor.gossip.wire;

import static io.praetor.gossip.wire.Vectors.list;
import static io.praetor.gossip.wire.Vectors.map;
import static io.praetor.gossip.wire.Vectors.text;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a vector says in words is in its bytes. Of what the layer above put there, only how it begins and how long it
/// is: that layer's tests know more.
final class Told {
    private Told() {}

    /// The messages of a vector, in order.
    static List<Message> of(Map<String, Object> vector) {
        List<Message> told = new ArrayList<>();
        tell(map(vector.get("message")), told);
        return told;
    }

    /// Messages as a vector tells of them.
    static Message retold(Message message) {
        return switch (message) {
            case Message.User user -> new Message.User(first(user.body()));
            case Message.PushPull state ->
                new Message.PushPull(
                        state.join(),
                        state.nodes(),
                        shape(state.userState().array()[0], state.userState().length()));
            default -> message;
        };
    }

    private static void tell(Map<String, Object> message, List<Message> told) {
        switch (text(message, "name")) {
            case "hasCrc", "compress" -> tell(map(message.get("inner")), told);
            case "compound" -> list(message.get("parts")).forEach(part -> tell(part, told));
            case "pushPull" -> told.add(pushPull(message));
            case "user" -> told.add(new Message.User(one(map(message.get("inner")), "serf_type")));
            default -> told.add(plain(text(message, "name"), map(message.get("body"))));
        }
    }

    private static Message plain(String name, Map<String, Object> body) {
        return switch (name) {
            case "ping" -> new Message.Ping(number(body, "SeqNo"), text(body, "Node"), source(body), sourceNode(body));
            case "indirectPing" ->
                new Message.IndirectPing(
                        number(body, "SeqNo"),
                        address(body, "Target"),
                        (int) number(body, "Port"),
                        text(body, "Node"),
                        flag(body, "Nack"),
                        source(body),
                        sourceNode(body));
            case "ackResp" -> new Message.Ack(number(body, "SeqNo"), bytes(body, "Payload"));
            case "nackResp" -> new Message.Nack(number(body, "SeqNo"));
            case "suspect" -> new Message.Suspect(number(body, "Incarnation"), text(body, "Node"), text(body, "From"));
            case "dead" -> new Message.Dead(number(body, "Incarnation"), text(body, "Node"), text(body, "From"));
            case "alive" ->
                new Message.Alive(
                        number(body, "Incarnation"),
                        text(body, "Node"),
                        address(body, "Addr"),
                        (int) number(body, "Port"),
                        bytes(body, "Meta"),
                        bytes(body, "Vsn"));
            case "err" -> new Message.Err(text(body, "Error"));
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Message pushPull(Map<String, Object> message) {
        Map<String, Object> header = map(message.get("header"));
        List<Message.Entry> nodes = new ArrayList<>();
        for (Map<String, Object> node : list(message.get("nodes"))) {
            nodes.add(new Message.Entry(
                    text(node, "Name"),
                    address(node, "Addr"),
                    (int) number(node, "Port"),
                    bytes(node, "Meta"),
                    number(node, "Incarnation"),
                    (int) number(node, "State"),
                    bytes(node, "Vsn")));
        }
        byte type = one(map(message.get("user_state")), "serf_type").array()[0];
        return new Message.PushPull(flag(header, "Join"), nodes, shape(type, (int) number(header, "UserStateLen")));
    }

    private static Bytes shape(byte first, int length) {
        return Bytes.of("begins with " + first + ", " + length + " bytes");
    }

    private static Bytes first(Bytes bytes) {
        return Bytes.of(new byte[] {bytes.array()[0]});
    }

    private static Bytes one(Map<String, Object> entry, String key) {
        return Bytes.of(new byte[] {(byte) number(entry, key)});
    }

    private static @Nullable Endpoint source(Map<String, Object> body) {
        return body.containsKey("SourceAddr")
                ? new Endpoint(address(body, "SourceAddr"), (int) number(body, "SourcePort"))
                : null;
    }

    private static String sourceNode(Map<String, Object> body) {
        return body.containsKey("SourceNode") ? text(body, "SourceNode") : "";
    }

    private static long number(Map<String, Object> entry, String key) {
        return entry.get(key) instanceof Number number ? number.longValue() : -1;
    }

    private static boolean flag(Map<String, Object> entry, String key) {
        return Boolean.TRUE.equals(entry.get(key));
    }

    private static InetAddress address(Map<String, Object> entry, String key) {
        try {
            return InetAddress.getByAddress(bytes(entry, key).array());
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(key, e);
        }
    }

    private static Bytes bytes(Map<String, Object> entry, String key) {
        return entry.get(key) == null
                ? Bytes.EMPTY
                : Bytes.of(HexFormat.of().parseHex(text(entry, key).substring("hex:".length())));
    }
}
