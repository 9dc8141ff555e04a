package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// The first bytes of a Raft link in each direction: a magic that no other Raft begins with, and a version.
final class LinkPreface {
    /// Requests of HashiCorp's Raft begin with 0 to 3.
    private static final byte[] MAGIC = "PRAETOR".getBytes(StandardCharsets.US_ASCII);

    private static final int VERSION = 1;
    private static final int FOREIGN_TYPES = 3;

    static final int BYTES = MAGIC.length + 1;

    /// What a peer turned out to be.
    enum Verdict {
        INCOMPLETE,
        OURS,
        OTHER_RAFT,
        OTHER_VERSION,
        UNKNOWN
    }

    private LinkPreface() {}

    static void write(ByteBuf out) {
        out.writeBytes(MAGIC).writeByte(VERSION);
    }

    /// Looks at the bytes there are; takes them when they are ours.
    static Verdict read(ByteBuf in) {
        int from = in.readerIndex();
        int present = Math.min(in.readableBytes(), MAGIC.length);
        for (int i = 0; i < present; i++) {
            int b = in.getUnsignedByte(from + i);
            if (b != MAGIC[i]) {
                return i == 0 && b <= FOREIGN_TYPES ? Verdict.OTHER_RAFT : Verdict.UNKNOWN;
            }
        }
        if (in.readableBytes() < BYTES) {
            return Verdict.INCOMPLETE;
        }
        if (in.getByte(from + MAGIC.length) != VERSION) {
            return Verdict.OTHER_VERSION;
        }
        in.skipBytes(BYTES);
        return Verdict.OURS;
    }
}
