package io.praetor.gossip.serf;

import io.praetor.gossip.GossipVectors;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// The Serf messages inside the recorded packets and streams.
@SuppressWarnings("NullAway") // a recording that lacks something fails the test anyway
final class SerfVectors {

    /// One message as it was recorded, and what it says.
    record Recorded(String name, Bytes message, Map<?, ?> description) {

        byte[] bytes() {
            return message.array();
        }

        Map<?, ?> body() {
            return (Map<?, ?>) description.get("body");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private SerfVectors() {}

    static List<Recorded> all() {
        List<Recorded> found = new ArrayList<>();
        for (Object vector : (List<?>) GossipVectors.read("gossip-vectors.json").get("vectors")) {
            Map<?, ?> map = (Map<?, ?>) vector;
            Object plain = map.containsKey("plaintext_hex") ? map.get("plaintext_hex") : map.get("hex");
            unwrap((String) map.get("name"), bytes(plain), (Map<?, ?>) map.get("message"), found);
        }
        return found;
    }

    static byte[] bytes(Object hex) {
        return HexFormat.of().parseHex((String) hex);
    }

    private static void unwrap(String name, byte[] bytes, Map<?, ?> message, List<Recorded> found) {
        switch (bytes[0]) {
            case 6 -> {
                Map<?, ?> state = (Map<?, ?>) message.get("user_state");
                if (state != null) {
                    int length = stateLength(bytes);
                    found.add(new Recorded(
                            name, Bytes.of(Arrays.copyOfRange(bytes, bytes.length - length, bytes.length)), state));
                }
            }
            case 7 -> compound(name, bytes, message, found);
            case 8 ->
                found.add(new Recorded(
                        name, Bytes.of(Arrays.copyOfRange(bytes, 1, bytes.length)), (Map<?, ?>) message.get("inner")));
            case 9 -> unwrap(name, bytes(message.get("uncompressed_hex")), inner(message), found);
            case 12 -> unwrap(name, Arrays.copyOfRange(bytes, 5, bytes.length), inner(message), found);
            default -> {}
        }
    }

    private static Map<?, ?> inner(Map<?, ?> message) {
        return (Map<?, ?>) message.get("inner");
    }

    private static void compound(String name, byte[] bytes, Map<?, ?> message, List<Recorded> found) {
        int at = 2 + 2 * (bytes[1] & 0xff);
        for (Object part : (List<?>) message.get("parts")) {
            int i = ((List<?>) message.get("parts")).indexOf(part);
            int length = ((Number) ((List<?>) message.get("lengths")).get(i)).intValue();
            unwrap(name + ", part " + i, Arrays.copyOfRange(bytes, at, at + length), (Map<?, ?>) part, found);
            at += length;
        }
    }

    private static int stateLength(byte[] bytes) {
        try {
            Map<?, ?> header = (Map<?, ?>) new PackReader(bytes, 1, bytes.length - 1).any();
            return ((Number) header.get("UserStateLen")).intValue();
        } catch (DecodeException e) {
            throw new IllegalStateException(e);
        }
    }
}
