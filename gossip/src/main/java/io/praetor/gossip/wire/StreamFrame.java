package io.praetor.gossip.wire;

import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.PackReader;

/// Finds where the one message of a stream ends while its bytes arrive: nothing but the message itself says so
/// (`gossip-memberlist.md` §3, §4.4, §4.5). Passes over every byte once, decrypts nothing and decompresses nothing.
public final class StreamFrame {
    /// The most bytes of any message, wrappers included.
    public static final int LONGEST = 40 << 20;

    /// What is known of the bytes so far.
    public enum State {
        /// There must be more.
        INCOMPLETE,
        /// The message is all there; [#length] says how long it is.
        COMPLETE,
        /// It will never be one, or be too long; whoever decodes what is there finds out what is wrong.
        BROKEN
    }

    /// What the bytes that were passed last were.
    private enum Step {
        TYPE,
        LABEL_SIZE,
        ENVELOPE_SIZE,
        HEADER,
        LAST
    }

    private Step step = Step.TYPE;
    private int at; // everything before is passed
    private long values; // MessagePack values to pass next
    private long raw = 1; // bytes to pass then
    private int header; // where the map begins that says what follows

    /// How long the message is, once it is complete.
    public int length() {
        return at;
    }

    /// Looks at what has come since the last time.
    ///
    /// @param bytes the stream from its first byte on
    /// @param size  how many of the bytes there are
    public State look(byte[] bytes, int size) {
        try {
            while (pass(bytes, size)) {
                if (step == Step.LAST) {
                    return State.COMPLETE;
                }
                plan(bytes);
            }
            return State.INCOMPLETE;
        } catch (WireException | DecodeException broken) {
            return State.BROKEN;
        }
    }

    private void plan(byte[] bytes) throws WireException, DecodeException {
        switch (step) {
            case TYPE -> type(bytes[at - 1] & 0xff);
            case LABEL_SIZE -> {
                step = Step.TYPE;
                raw = 1L + (bytes[at - 1] & 0xff);
            }
            case ENVELOPE_SIZE -> {
                step = Step.LAST;
                raw = number(bytes, at - 4, 4);
                if (raw > StreamCodec.LONGEST_ENVELOPE) {
                    throw new WireException("envelope is too long");
                }
            }
            case HEADER -> {
                StreamHeader says = StreamHeader.read(new PackReader(bytes, header, at - header));
                step = Step.LAST;
                values = says.nodes();
                raw = says.rest();
            }
            case LAST -> throw new IllegalStateException("nothing follows");
        }
    }

    private void type(int type) throws WireException {
        switch (type) {
            case MessageType.PING, MessageType.ACK, MessageType.ERR, MessageType.COMPRESS -> {
                step = Step.LAST;
                values = 1;
            }
            case MessageType.PUSH_PULL, MessageType.USER -> {
                step = Step.HEADER;
                header = at;
                values = 1;
            }
            case MessageType.ENCRYPT -> {
                step = Step.ENVELOPE_SIZE;
                raw = StreamCodec.ENVELOPE_HEAD - 1;
            }
            case MessageType.HAS_LABEL -> {
                if (at > 1) {
                    throw new WireException("a label behind a label");
                }
                step = Step.LABEL_SIZE;
                raw = 1;
            }
            default -> throw new WireException("no message of a stream has type " + type);
        }
    }

    /// Passes what was planned.
    ///
    /// @return whether all of it was there
    private boolean pass(byte[] bytes, int size) throws WireException {
        while (values > 0) {
            if (!passValue(bytes, size)) {
                return false;
            }
        }
        bounded(raw);
        if (size - at < raw) {
            return false;
        }
        at += (int) raw;
        raw = 0;
        return true;
    }

    /// Passes the head of a value, and its bytes if it is text; what it holds are values to pass.
    private boolean passValue(byte[] bytes, int size) throws WireException {
        if (size == at) {
            return false;
        }
        int head = bytes[at] & 0xff;
        int sizeBytes = sizeBytes(head);
        if (size - at < 1 + sizeBytes) {
            return false;
        }
        long says = number(bytes, at + 1, sizeBytes);
        long held = 0;
        long own = 0;
        switch (head >>> 4) {
            case 0x8 -> held = 2L * (head & 0xf);
            case 0x9 -> held = head & 0xf;
            case 0xa, 0xb -> own = head & 0x1f;
            default -> {
                switch (head) {
                    case 0xc4, 0xc5, 0xc6, 0xd9, 0xda, 0xdb -> own = says;
                    case 0xdc, 0xdd -> held = says;
                    case 0xde, 0xdf -> held = 2 * says;
                    default -> {}
                }
            }
        }
        bounded(1L + sizeBytes + own + values - 1 + held + raw);
        if (size - at < 1 + sizeBytes + own) {
            return false;
        }
        at += (int) (1 + sizeBytes + own);
        values += held - 1;
        return true;
    }

    /// How many bytes behind the head belong to it: a number, or a size.
    private static int sizeBytes(int head) throws WireException {
        if (head < 0xc0 || head >= 0xe0) {
            return 0;
        }
        return switch (head) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xc4, 0xcc, 0xd0, 0xd9 -> 1;
            case 0xc5, 0xcd, 0xd1, 0xda, 0xdc, 0xde -> 2;
            case 0xc6, 0xca, 0xce, 0xd2, 0xdb, 0xdd, 0xdf -> 4;
            case 0xcb, 0xcf, 0xd3 -> 8;
            default -> throw new WireException("no MessagePack value begins with " + head);
        };
    }

    private void bounded(long more) throws WireException {
        if (at + more > LONGEST) {
            throw new WireException("longer than " + LONGEST + " bytes");
        }
    }

    private static long number(byte[] bytes, int from, int count) {
        long number = 0;
        for (int i = from; i < from + count; i++) {
            number = number << 8 | (bytes[i] & 0xff);
        }
        return number;
    }
}
