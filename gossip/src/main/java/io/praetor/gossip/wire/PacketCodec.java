package io.praetor.gossip.wire;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;

/// Packets (`gossip-memberlist.md` §4), from the inside out: message, compound, compress, CRC, encryption, label.
/// For one thread.
public final class PacketCodec {
    /// The most messages in one packet: older peers mis-slice more.
    public static final int MOST_MESSAGES = 127;

    /// Bytes of the CRC wrapper.
    static final int CRC_OVERHEAD = 5;

    private static final int LONGEST_PART = 0xffff;

    private final WireSettings settings;
    private final Label label;
    private final Envelope envelope;
    private final Compression compression = new Compression();

    /// @param random of which nonces are made; a secure one wherever there are real peers
    public PacketCodec(WireSettings settings, RandomGenerator random) {
        this.settings = settings;
        label = new Label(settings);
        envelope = new Envelope(random);
    }

    /// The codec of the same member's streams. Both share tables that take 100 KiB: one thread uses both.
    public StreamCodec streams() {
        return new StreamCodec(settings, envelope, compression);
    }

    /// What label and encryption may take of a packet beside the messages, now; the CRC, and a compound's 2 bytes plus
    /// 2 a message, are not counted.
    public int overhead() {
        return label.overhead() + (settings.keys().get().isEmpty() ? 0 : Envelope.OVERHEAD);
    }

    /// A packet of these messages.
    ///
    /// @param messages type byte and body each; 1 to [#MOST_MESSAGES]
    /// @param crc      whether the receiver is known to understand a checksum (protocol maximum ≥ 5)
    public byte[] encode(List<byte[]> messages, boolean crc) {
        byte[] packet = messages.size() == 1 ? messages.getFirst() : compound(messages);
        if (settings.compress()) {
            byte[] compressed = compression.wrap(packet);
            if (compressed.length < packet.length) {
                packet = compressed;
            }
        }
        if (crc) {
            packet = checked(packet);
        }
        List<byte[]> keys = settings.keys().get();
        if (!keys.isEmpty() && settings.verifyOutgoing()) {
            packet = envelope.seal(Envelope.PLAIN, keys.getFirst(), packet, label.bytes());
        }
        return label.wrap(packet);
    }

    /// The messages of a packet.
    ///
    /// @throws WireException with one line, when nothing of it can be used
    public Packet decode(byte[] packet) throws WireException {
        byte[] plain = label.unwrap(packet);
        List<byte[]> keys = settings.keys().get();
        if (!keys.isEmpty()) {
            plain = decrypted(keys, plain);
        }
        return new PacketReader(compression).read(unchecked(plain));
    }

    private byte[] decrypted(List<byte[]> keys, byte[] packet) throws WireException {
        try {
            return envelope.open(keys, packet, 0, label.bytes());
        } catch (WireException e) {
            if (settings.verifyIncoming()) {
                throw e;
            }
            return packet;
        }
    }

    private static byte[] compound(List<byte[]> messages) {
        if (messages.isEmpty() || messages.size() > MOST_MESSAGES) {
            throw new IllegalArgumentException(messages.size() + " messages in a packet");
        }
        int size = 2;
        for (byte[] message : messages) {
            if (message.length > LONGEST_PART) {
                throw new IllegalArgumentException("a message of " + message.length + " bytes in a packet");
            }
            size += 2 + message.length;
        }
        byte[] packet = new byte[size];
        packet[0] = MessageType.COMPOUND;
        packet[1] = (byte) messages.size();
        int at = 2;
        for (byte[] message : messages) {
            packet[at++] = (byte) (message.length >>> 8);
            packet[at++] = (byte) message.length;
        }
        for (byte[] message : messages) {
            System.arraycopy(message, 0, packet, at, message.length);
            at += message.length;
        }
        return packet;
    }

    private static byte[] checked(byte[] packet) {
        byte[] checked = new byte[CRC_OVERHEAD + packet.length];
        checked[0] = MessageType.HAS_CRC;
        System.arraycopy(packet, 0, checked, CRC_OVERHEAD, packet.length);
        int sum = crc(checked);
        for (int i = 4; i > 0; i--) {
            checked[i] = (byte) sum;
            sum >>>= 8;
        }
        return checked;
    }

    private static byte[] unchecked(byte[] packet) throws WireException {
        if (packet.length < CRC_OVERHEAD || packet[0] != MessageType.HAS_CRC) {
            return packet;
        }
        int sum = 0;
        for (int i = 1; i < CRC_OVERHEAD; i++) {
            sum = sum << 8 | (packet[i] & 0xff);
        }
        if (sum != crc(packet)) {
            throw new WireException("checksum is wrong");
        }
        return Arrays.copyOfRange(packet, CRC_OVERHEAD, packet.length);
    }

    private static int crc(byte[] checked) {
        CRC32 crc = new CRC32();
        crc.update(checked, CRC_OVERHEAD, checked.length - CRC_OVERHEAD);
        return (int) crc.getValue();
    }
}
