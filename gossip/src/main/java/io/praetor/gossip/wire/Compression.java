package io.praetor.gossip.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;

/// The compress wrapper (`gossip-memberlist.md` §4.2): a map of `Algo` and `Buf`. For one thread.
final class Compression {
    /// The most bytes that one packet or stream may grow to.
    static final int LIMIT = 40 << 20;

    private static final int LZW = 0;

    private final LzwEncoder encoder = new LzwEncoder();
    private final LzwDecoder decoder = new LzwDecoder();

    /// Wraps a message.
    byte[] wrap(byte[] message) {
        byte[] compressed = encoder.encode(message);
        PackWriter out = new PackWriter(compressed.length + 20);
        out.rawByte(MessageType.COMPRESS);
        out.mapHead(2);
        out.text("Algo");
        out.integer(LZW);
        out.text("Buf");
        out.raw(compressed);
        return out.toBytes();
    }

    /// What is in the wrapper.
    ///
    /// @param message type byte and body of the wrapper
    /// @param limit   the most bytes that may come out
    /// @throws WireException with one line
    byte[] unwrap(byte[] message, int limit) throws WireException {
        long algorithm = LZW;
        byte[] compressed = new byte[0];
        try {
            PackReader in = new PackReader(message, 1, message.length - 1);
            for (int left = MessageReader.fields(in); left > 0; left--) {
                switch (in.text()) {
                    case "Algo" -> algorithm = in.integer();
                    case "Buf" -> {
                        byte[] raw = in.raw();
                        compressed = raw == null ? new byte[0] : raw;
                    }
                    default -> in.skip();
                }
            }
        } catch (DecodeException e) {
            throw new WireException("compressed message: " + e.getMessage(), e);
        }
        if (algorithm != LZW) {
            throw new WireException("Cannot decompress unknown algorithm " + algorithm);
        }
        return decoder.decode(compressed, limit);
    }
}
