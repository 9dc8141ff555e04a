package io.praetor.gossip.memberlist;

import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.model.Bytes;
import org.jspecify.annotations.Nullable;

/// The version vector (`gossip-memberlist.md` §3.2): six bytes, and what follows from a peer's greatest protocol
/// version.
final class Vsn {

    private static final int LENGTH = 6;
    private static final int TCP_PINGS = 3;
    private static final int NACKS = 4;
    private static final int CRC = 5;

    private Vsn() {}

    static Bytes bytes(Versions versions) {
        return Bytes.of(new byte[] {
            (byte) versions.protocolMin(),
            (byte) versions.protocolMax(),
            (byte) versions.protocolCurrent(),
            (byte) versions.delegateMin(),
            (byte) versions.delegateMax(),
            (byte) versions.delegateCurrent()
        });
    }

    /// What a vector says; null when it is too short, or its range is none.
    static @Nullable Versions read(Bytes vsn) {
        if (vsn.length() < LENGTH) {
            return null;
        }
        byte[] b = vsn.array();
        int min = b[0] & 0xff;
        int max = b[1] & 0xff;
        if (min == 0 || max == 0 || min > max) {
            return null;
        }
        return new Versions(min, max, b[2] & 0xff, b[3] & 0xff, b[4] & 0xff, b[5] & 0xff);
    }

    static boolean takesTcpPings(Versions versions) {
        return versions.protocolMax() >= TCP_PINGS;
    }

    static boolean sendsNacks(Versions versions) {
        return versions.protocolMax() >= NACKS;
    }

    static boolean checksCrc(Versions versions) {
        return versions.protocolMax() >= CRC;
    }
}
