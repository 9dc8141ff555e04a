package io.praetor.gossip.memberlist;

import io.praetor.gossip.wire.PacketCodec;
import io.praetor.gossip.wire.StreamCodec;
import io.praetor.gossip.wire.WireSettings;
import java.util.random.RandomGenerator;

/// The three layers of bytes: messages, packets and streams of them.
record Codecs(MessageCodec messages, PacketCodec packets, StreamCodec streams) {

    static Codecs of(MemberlistConfig config, Keyring keyring, RandomGenerator random) {
        WireSettings settings = new WireSettings(
                keyring::keys,
                config.label(),
                config.compress(),
                config.verifyIncoming(),
                config.verifyOutgoing(),
                config.skipInboundLabelCheck());
        PacketCodec packets = new PacketCodec(settings, random);
        return new Codecs(MessageCodec.PLAIN, packets, packets.streams());
    }
}
