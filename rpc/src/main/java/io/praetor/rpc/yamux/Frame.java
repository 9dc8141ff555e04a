package io.praetor.rpc.yamux;

/// Numbers of the frame header: version, type, flags (2 bytes), stream (4), length (4).
final class Frame {
    static final int HEADER_BYTES = 12;
    static final int VERSION = 0;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    /// Reason of a go away: no more streams.
    static final int NORMAL = 0;

    /// Reason of a go away: the other side broke the protocol.
    static final int PROTOCOL_ERROR = 1;

    /// Bytes each direction of a stream may have under way.
    static final int WINDOW = 256 << 10;

    private Frame() {}
}
