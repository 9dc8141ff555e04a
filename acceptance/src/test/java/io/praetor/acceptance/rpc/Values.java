package io.praetor.acceptance.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/// Reads MessagePack of the dialect before there were binaries and short strings (`rpc.md` §3). Fields keep their
/// order.
final class Values {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final DataInputStream in;

    Values(InputStream in) {
        this.in = new DataInputStream(in);
    }

    static Values of(byte[] bytes) {
        return new Values(new ByteArrayInputStream(bytes));
    }

    /// The next value.
    ///
    /// @throws EOFException when there is none, or not all of it
    JsonNode next() throws IOException {
        int head = in.readUnsignedByte();
        if (head < 0x80) {
            return JSON.numberNode(head);
        } else if (head < 0x90) {
            return map(head & 0xf);
        } else if (head < 0xa0) {
            return list(head & 0xf);
        } else if (head < 0xc0) {
            return text(head & 0x1f);
        } else if (head >= 0xe0) {
            return JSON.numberNode((byte) head);
        }
        return switch (head) {
            case 0xc0 -> JSON.nullNode();
            case 0xc2 -> JSON.booleanNode(false);
            case 0xc3 -> JSON.booleanNode(true);
            case 0xca -> JSON.numberNode(in.readFloat());
            case 0xcb -> JSON.numberNode(in.readDouble());
            case 0xcc -> JSON.numberNode(in.readUnsignedByte());
            case 0xcd -> JSON.numberNode(in.readUnsignedShort());
            case 0xce -> JSON.numberNode(Integer.toUnsignedLong(in.readInt()));
            case 0xcf -> JSON.numberNode(new BigInteger(1, in.readNBytes(8)));
            case 0xd0 -> JSON.numberNode(in.readByte());
            case 0xd1 -> JSON.numberNode(in.readShort());
            case 0xd2 -> JSON.numberNode(in.readInt());
            case 0xd3 -> JSON.numberNode(in.readLong());
            case 0xda -> text(in.readUnsignedShort());
            case 0xdb -> text(in.readInt());
            case 0xdc -> list(in.readUnsignedShort());
            case 0xde -> map(in.readUnsignedShort());
            default -> throw new IOException("a byte that this dialect has not: %02x".formatted(head));
        };
    }

    private JsonNode text(int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return JSON.textNode(new String(bytes, StandardCharsets.UTF_8));
    }

    private JsonNode list(int length) throws IOException {
        ArrayNode list = JSON.arrayNode();
        for (int i = 0; i < length; i++) {
            list.add(next());
        }
        return list;
    }

    private JsonNode map(int length) throws IOException {
        ObjectNode map = JSON.objectNode();
        for (int i = 0; i < length; i++) {
            String name = next().asText();
            map.set(name, next());
        }
        return map;
    }
}
