package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;
import io.praetor.model.codec.PackWriter;
import io.praetor.model.codec.StructCodec;
import org.jspecify.annotations.Nullable;

/// Where a relayed message is to go (`gossip-serf.md` §6).
record RelayHeader(Destination destAddr, String destName) {

    /// An address as the original's library has it.
    ///
    /// @param zone of an IPv6 link; empty for all others
    record Destination(@Nullable Bytes ip, int port, String zone) {}

    private static final StructCodec<Destination> DESTINATION = StructCodec.<Destination>of("UDPAddr")
            .field("IP", Codecs.BYTES, Destination::ip)
            .field("Port", Codecs.INT, Destination::port)
            .field("Zone", Codecs.TEXT, Destination::zone)
            .build(v -> new Destination(v.next(), v.next(), v.next()));

    private static final StructCodec<RelayHeader> CODEC = StructCodec.<RelayHeader>of("relayHeader")
            .field("DestAddr", DESTINATION, RelayHeader::destAddr)
            .field("DestName", Codecs.TEXT, RelayHeader::destName)
            .build(v -> new RelayHeader(v.next(), v.next()));

    static void write(PackWriter out, Endpoint to, String name) {
        CODEC.pack(out, new RelayHeader(new Destination(Addresses.bytes(to), to.port(), ""), name));
    }

    static RelayHeader read(PackReader in) throws DecodeException {
        return CODEC.unpack(in);
    }

    @Nullable Bytes ip() {
        return destAddr.ip();
    }

    int port() {
        return destAddr.port();
    }
}
