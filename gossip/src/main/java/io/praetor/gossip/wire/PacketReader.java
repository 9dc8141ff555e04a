package io.praetor.gossip.wire;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Unpacks compounds and compressed messages, in one another as they come, within bounds.
final class PacketReader {
    /// How deep wrappers may nest; nobody sends more than two.
    private static final int MAX_DEPTH = 8;

    private final Compression compression;
    private final List<byte[]> messages = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();
    private int mayGrow = Compression.LIMIT;

    /// For one packet.
    PacketReader(Compression compression) {
        this.compression = compression;
    }

    /// @throws WireException when there is nothing to use
    Packet read(byte[] plain) throws WireException {
        part(plain, 0);
        return new Packet(List.copyOf(messages), List.copyOf(faults));
    }

    private void part(byte[] part, int depth) throws WireException {
        if (part.length == 0) {
            throw new WireException("message is empty");
        }
        if (depth > MAX_DEPTH) {
            throw new WireException("wrappers nest deeper than " + MAX_DEPTH);
        }
        switch (part[0] & 0xff) {
            case MessageType.COMPOUND -> compound(part, depth);
            case MessageType.COMPRESS -> {
                byte[] inner = compression.unwrap(part, mayGrow);
                mayGrow -= inner.length;
                part(inner, depth + 1);
            }
            default -> messages.add(part);
        }
    }

    private void compound(byte[] part, int depth) throws WireException {
        if (part.length < 2) {
            throw new WireException("missing compound length byte");
        }
        int count = part[1] & 0xff;
        int at = 2 + 2 * count;
        if (part.length < at) {
            throw new WireException("compound of " + count + " parts is too short for their lengths");
        }
        for (int i = 0; i < count; i++) {
            int size = (part[2 + 2 * i] & 0xff) << 8 | (part[3 + 2 * i] & 0xff);
            if (part.length - at < size) {
                faults.add("compound lost " + (count - i) + " of " + count + " parts");
                return;
            }
            try {
                part(Arrays.copyOfRange(part, at, at + size), depth + 1);
            } catch (WireException e) {
                faults.add(String.valueOf(e.getMessage()));
            }
            at += size;
        }
    }
}
