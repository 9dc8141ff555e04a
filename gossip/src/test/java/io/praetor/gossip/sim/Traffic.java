package io.praetor.gossip.sim;

/// What a host sends and receives.
public final class Traffic {

    private long packetsSent;
    private long packetBytesSent;
    private long streamBytesSent;

    void sent(int bytes) {
        packetsSent++;
        packetBytesSent += bytes;
    }

    void streamed(int bytes) {
        streamBytesSent += bytes;
    }

    /// Packets sent.
    public long packets() {
        return packetsSent;
    }

    /// Bytes sent in packets.
    public long packetBytes() {
        return packetBytesSent;
    }

    /// Bytes sent on streams.
    public long streamBytes() {
        return streamBytesSent;
    }
}
