package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.wire.Message;
import io.praetor.gossip.wire.WireException;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/// One copy of every name, address and message, for all members of a world: five thousand members know five thousand
/// others, which must not be twenty-five million names.
public final class SharedMessages implements MessageCodec {

    private static final int MOST = 1 << 18;

    private final Map<Bytes, Message> messages = new HashMap<>();
    private final IdentityHashMap<Message, byte[]> encoded = new IdentityHashMap<>();
    private final Map<Message.Entry, Message.Entry> entries = new HashMap<>();
    private final Map<Endpoint, Endpoint> endpoints = new HashMap<>();

    @Override
    public byte[] encode(Message message) {
        byte[] known = encoded.get(message);
        if (known != null || !isNews(message)) {
            return known != null ? known : message.encode();
        }
        byte[] bytes = message.encode();
        Message same = messages.get(Bytes.of(bytes));
        byte[] shared = same == null ? null : encoded.get(same);
        if (shared == null) {
            keep(message, bytes);
            return bytes;
        }
        return shared;
    }

    @Override
    public Message decode(byte[] bytes) throws WireException {
        int type = bytes[0];
        if (type < 3 || type > 5) {
            return Message.decode(bytes);
        }
        Message known = messages.get(Bytes.of(bytes));
        if (known != null) {
            return known;
        }
        Message message = Message.decode(bytes);
        keep(message, bytes);
        return message;
    }

    private static boolean isNews(Message message) {
        return message instanceof Message.Alive
                || message instanceof Message.Suspect
                || message instanceof Message.Dead;
    }

    private void keep(Message message, byte[] bytes) {
        if (messages.size() >= MOST) {
            messages.clear();
            encoded.clear();
        }
        messages.put(Bytes.of(bytes), message);
        encoded.put(message, bytes);
    }

    @Override
    public Message decodeStream(byte[] message) throws WireException {
        Message decoded = Message.decodeStream(message);
        if (!(decoded instanceof Message.PushPull state)) {
            return decoded;
        }
        if (entries.size() >= MOST) {
            entries.clear();
        }
        return new Message.PushPull(
                state.join(), state.nodes().stream().map(this::shared).toList(), state.userState());
    }

    private Message.Entry shared(Message.Entry entry) {
        Message.Entry known = entries.putIfAbsent(entry, entry);
        return known == null ? entry : known;
    }

    @Override
    public Endpoint endpoint(InetAddress address, int port) {
        Endpoint endpoint = new Endpoint(address, port);
        Endpoint known = endpoints.putIfAbsent(endpoint, endpoint);
        return known == null ? endpoint : known;
    }
}
