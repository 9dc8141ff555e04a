package io.praetor.model.pem;

import java.util.Arrays;

/// Reads values in DER one after the other. Lengths beyond the end are refused, so whoever reads stays within the
/// bytes.
public final class DerReader {
    private static final int LONGEST_LENGTH = 4;
    private static final long LARGEST_ARC = 1L << 48;

    private final byte[] bytes;
    private final int end;
    private int at;

    /// What is not DER, or not what was expected.
    public static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /// @param bytes not changed while this reads
    public DerReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private DerReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    public boolean hasMore() {
        return at < end;
    }

    /// The tag of the next value.
    public int tag() throws MalformedException {
        if (at >= end) {
            throw new MalformedException("it ends too soon");
        }
        return bytes[at] & 0xFF;
    }

    /// Goes into the next value, and past it here.
    ///
    /// @param tag the one it must have
    public DerReader enter(int tag) throws MalformedException {
        if (tag() != tag) {
            throw new MalformedException("tag %02x where %02x was expected".formatted(tag(), tag));
        }
        int content = at + 2;
        if (content > end) {
            throw new MalformedException("it ends too soon");
        }
        int length = bytes[at + 1] & 0xFF;
        if (length >= 0x80) {
            int count = length & 0x7F;
            if (count == 0 || count > LONGEST_LENGTH || content + count > end) {
                throw new MalformedException("malformed length");
            }
            length = 0;
            for (int i = 0; i < count; i++) {
                length = (length << 8) | (bytes[content + i] & 0xFF);
            }
            content += count;
        }
        if (length < 0 || length > end - content) {
            throw new MalformedException("it ends too soon");
        }
        at = content + length;
        return new DerReader(bytes, content, at);
    }

    /// Goes past the next value, whatever it is.
    public void skip() throws MalformedException {
        enter(tag());
    }

    /// The next value, which is an object identifier, dotted.
    public String objectId() throws MalformedException {
        StringBuilder out = new StringBuilder();
        long arc = 0;
        for (byte b : enter(Der.OBJECT_ID).rest()) {
            if (arc >= LARGEST_ARC) {
                throw new MalformedException("malformed object identifier");
            }
            arc = (arc << 7) | (b & 0x7F);
            if (b >= 0) {
                if (out.isEmpty()) {
                    long first = Math.min(2, arc / 40);
                    out.append(first).append('.').append(arc - first * 40);
                } else {
                    out.append('.').append(arc);
                }
                arc = 0;
            }
        }
        return out.toString();
    }

    /// The bytes that are left here.
    public byte[] rest() {
        return Arrays.copyOfRange(bytes, at, end);
    }
}
