package io.praetor.gossip.wire;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Messages of streams (`gossip-memberlist.md` §4), from the inside out: message, compress, encryption, label. The one
/// who connects sends the request, with the label in front; the reply has none. For one thread.
public final class StreamCodec {
    /// The longest envelope.
    static final int LONGEST_ENVELOPE = 20 << 20;

    /// Bytes ahead of an envelope: type and length.
    static final int ENVELOPE_HEAD = 5;

    private final WireSettings settings;
    private final Label label;
    private final Envelope envelope;
    private final Compression compression;

    /// @param random of which nonces are made; a secure one wherever there are real peers
    public StreamCodec(WireSettings settings, RandomGenerator random) {
        this(settings, new Envelope(random), new Compression());
    }

    StreamCodec(WireSettings settings, Envelope envelope, Compression compression) {
        this.settings = settings;
        this.envelope = envelope;
        this.compression = compression;
        label = new Label(settings);
    }

    /// What the connecting side writes.
    ///
    /// @param message type byte and body
    /// @throws IllegalArgumentException when it is too long
    public byte[] encodeRequest(byte[] message) {
        return label.wrap(encodeReply(message));
    }

    /// What the accepting side writes.
    ///
    /// @param message type byte and body
    /// @throws IllegalArgumentException when it is too long
    public byte[] encodeReply(byte[] message) {
        byte[] plain = settings.compress() ? compression.wrap(message) : message;
        List<byte[]> keys = settings.keys().get();
        return keys.isEmpty() || !settings.verifyOutgoing() ? plain : sealed(keys.getFirst(), plain);
    }

    /// The message that the connecting side wrote.
    ///
    /// @return type byte and body, for [Message#decodeStream]
    /// @throws WireException with one line, fit for the answer [Message.Err]
    public byte[] decodeRequest(byte[] bytes) throws WireException {
        return decodeReply(label.unwrap(bytes));
    }

    /// The message that the accepting side wrote.
    ///
    /// @return type byte and body, for [Message#decodeStream]
    /// @throws WireException with one line
    public byte[] decodeReply(byte[] bytes) throws WireException {
        byte[] plain = opened(notEmpty(bytes));
        return plain[0] == MessageType.COMPRESS ? notEmpty(compression.unwrap(plain, Compression.LIMIT)) : plain;
    }

    private byte[] sealed(byte[] key, byte[] plain) {
        int size = Envelope.length(Envelope.PLAIN, plain.length);
        if (size > LONGEST_ENVELOPE) {
            throw new IllegalArgumentException("a message of " + plain.length + " bytes is too long to be encrypted");
        }
        byte[] head = {MessageType.ENCRYPT, (byte) (size >>> 24), (byte) (size >>> 16), (byte) (size >>> 8), (byte) size
        };
        byte[] sealed = envelope.seal(Envelope.PLAIN, key, plain, associated(head));
        byte[] bytes = Arrays.copyOf(head, ENVELOPE_HEAD + sealed.length);
        System.arraycopy(sealed, 0, bytes, ENVELOPE_HEAD, sealed.length);
        return bytes;
    }

    private byte[] opened(byte[] bytes) throws WireException {
        List<byte[]> keys = settings.keys().get();
        if (bytes[0] != MessageType.ENCRYPT) {
            if (!keys.isEmpty() && settings.verifyIncoming()) {
                throw new WireException("Encryption is configured but remote state is not encrypted");
            }
            return bytes;
        }
        if (keys.isEmpty()) {
            throw new WireException("Remote state is encrypted and encryption is not configured");
        }
        long size = envelopeLength(bytes);
        if (size > LONGEST_ENVELOPE) {
            throw new WireException("Remote node state is larger than limit (" + size + ")");
        }
        if (size != bytes.length - ENVELOPE_HEAD) {
            throw new WireException("encrypted message is cut short");
        }
        byte[] head = Arrays.copyOf(bytes, ENVELOPE_HEAD);
        return notEmpty(envelope.open(keys, bytes, ENVELOPE_HEAD, associated(head)));
    }

    /// What the bytes say about how long their envelope is; more than any, if they do not.
    private static long envelopeLength(byte[] bytes) {
        long size = 0;
        for (int i = 1; i < ENVELOPE_HEAD; i++) {
            size = size << 8 | (i < bytes.length ? bytes[i] & 0xff : 0xff);
        }
        return size;
    }

    private byte[] associated(byte[] head) {
        byte[] all = Arrays.copyOf(head, head.length + label.bytes().length);
        System.arraycopy(label.bytes(), 0, all, head.length, label.bytes().length);
        return all;
    }

    private static byte[] notEmpty(byte[] bytes) throws WireException {
        if (bytes.length == 0) {
            throw new WireException("message is empty");
        }
        return bytes;
    }
}
