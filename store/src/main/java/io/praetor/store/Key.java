package io.praetor.store;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An ordered byte string: unsigned lexicographic order, a prefix before what it prefixes. Immutable, value equality.
public final class Key implements Comparable<Key> {
    /// The key of no bytes: a prefix of every key.
    public static final Key EMPTY = new Key(new byte[0]);

    private final byte[] bytes;

    private Key(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The UTF-8 bytes of `text`, without terminator: what a single-part key or a textual prefix looks like.
    public static Key of(String text) {
        return text.isEmpty() ? EMPTY : new Key(text.getBytes(StandardCharsets.UTF_8));
    }

    /// A copy of `bytes`.
    public static Key ofBytes(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Key(bytes.clone());
    }

    /// For keys of several parts.
    public static Builder builder() {
        return new Builder();
    }

    /// In bytes.
    public int length() {
        return bytes.length;
    }

    /// Whether the first bytes of this key are those of `prefix`; true for [#EMPTY] and for the key itself.
    public boolean startsWith(Key prefix) {
        return bytes.length >= prefix.bytes.length
                && Arrays.equals(bytes, 0, prefix.bytes.length, prefix.bytes, 0, prefix.bytes.length);
    }

    /// The first `length` bytes (0 to [#length()]) as a key.
    public Key first(int length) {
        return length == bytes.length ? this : new Key(Arrays.copyOf(bytes, length));
    }

    /// A copy of the bytes.
    public byte[] toBytes() {
        return bytes.clone();
    }

    /// The bytes themselves, for the tree, which never writes to them.
    byte[] bytes() {
        return bytes;
    }

    @Override
    public int compareTo(Key other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// For messages: printable ASCII as it is, everything else as `\xNN`.
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b >= ' ' && b < 0x7f) {
                text.append((char) b);
            } else {
                text.append(String.format("\\x%02x", b & 0xff));
            }
        }
        return text.toString();
    }

    /// Collects the parts of a composite key. Not thread-safe.
    public static final class Builder {
        private byte[] buffer = new byte[48];
        private int length;

        private Builder() {}

        /// Appends the UTF-8 bytes of `part` and a terminating zero byte, so that no other list of parts
        /// gives the same key. Bytes 0 and 1 within the text are escaped as `01 01` and `01 02`; order is
        /// kept. A prefix of whole parts ends after a `text`, one within a part with [#raw] of the first
        /// bytes of that part.
        public Builder text(String part) {
            byte[] utf8 = part.getBytes(StandardCharsets.UTF_8);
            reserve(2 * utf8.length + 1);
            for (byte b : utf8) {
                if (b == 0 || b == 1) {
                    buffer[length++] = 1;
                    buffer[length++] = (byte) (b + 1);
                } else {
                    buffer[length++] = b;
                }
            }
            buffer[length++] = 0;
            return this;
        }

        /// Appends bytes as they are.
        public Builder raw(byte[] bytes) {
            reserve(bytes.length);
            System.arraycopy(bytes, 0, buffer, length, bytes.length);
            length += bytes.length;
            return this;
        }

        /// Appends eight bytes, the highest first: non-negative numbers keep their order.
        public Builder longBigEndian(long number) {
            reserve(Long.BYTES);
            for (int shift = 56; shift >= 0; shift -= 8) {
                buffer[length++] = (byte) (number >>> shift);
            }
            return this;
        }

        /// The key of the parts so far; the builder may go on.
        public Key build() {
            return length == 0 ? EMPTY : new Key(Arrays.copyOf(buffer, length));
        }

        private void reserve(int more) {
            if (buffer.length - length < more) {
                buffer = Arrays.copyOf(buffer, Math.max(buffer.length * 2, length + more));
            }
        }
    }
}
