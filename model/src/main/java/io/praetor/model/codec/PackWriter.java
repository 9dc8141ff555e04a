package io.praetor.model.codec;

import io.praetor.model.ByteText;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes the original's MessagePack dialect (`rpc.md` §4.1) into a growing buffer: everything string-like is raw
/// (`a0`, `da`, `db`; never `d9` or `c4`), integers are as short as they can be, floats are 64 bits wide.
public final class PackWriter {
    private byte[] buffer;
    private int length;

    /// An empty writer.
    public PackWriter() {
        this(256);
    }

    /// @param capacity bytes to set aside at first
    public PackWriter(int capacity) {
        buffer = new byte[Math.max(16, capacity)];
    }

    /// A copy of what was written.
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /// What was written, as a view that the next write invalidates.
    public ByteBuffer view() {
        return ByteBuffer.wrap(buffer, 0, length).slice();
    }

    /// How many bytes were written.
    public int length() {
        return length;
    }

    /// Forgets what was written and keeps the memory.
    public void reset() {
        length = 0;
    }

    private int grow(int more) {
        int at = length;
        if (buffer.length - at < more) {
            buffer = Arrays.copyOf(buffer, Math.max(Math.addExact(at, more), (int)
                    Math.min(Integer.MAX_VALUE - 16, buffer.length * 2L)));
        }
        length = at + more;
        return at;
    }

    /// One byte as it is, such as the type byte before a command.
    public void rawByte(int b) {
        int at = grow(1);
        buffer[at] = (byte) b;
    }

    /// Bytes as they are, without a header.
    public void rawBytes(byte[] bytes) {
        int at = grow(bytes.length);
        System.arraycopy(bytes, 0, buffer, at, bytes.length);
    }

    /// The value nil.
    public void nil() {
        rawByte(0xc0);
    }

    /// A truth value.
    public void bool(boolean value) {
        rawByte(value ? 0xc3 : 0xc2);
    }

    /// A signed integer.
    public void integer(long value) {
        if (value >= 0) {
            unsigned(value);
        } else if (value >= -32) {
            rawByte((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            sized(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            sized(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            sized(0xd2, value, 4);
        } else {
            sized(0xd3, value, 8);
        }
    }

    /// An unsigned integer; the top bit of the long counts as 2^63.
    public void unsigned(long value) {
        if (value >= 0 && value < 128) {
            rawByte((int) value);
        } else if (value >= 0 && value <= 0xff) {
            sized(0xcc, value, 1);
        } else if (value >= 0 && value <= 0xffff) {
            sized(0xcd, value, 2);
        } else if (value >= 0 && value <= 0xffffffffL) {
            sized(0xce, value, 4);
        } else {
            sized(0xcf, value, 8);
        }
    }

    /// A 64-bit float.
    public void real(double value) {
        sized(0xcb, Double.doubleToRawLongBits(value), 8);
    }

    private void sized(int head, long value, int bytes) {
        int at = grow(1 + bytes);
        buffer[at] = (byte) head;
        for (int i = bytes; i > 0; i--) {
            buffer[at + i] = (byte) value;
            value >>>= 8;
        }
    }

    /// A text, as raw bytes.
    public void text(String value) {
        int n = value.length();
        if (n < 32) {
            // The common short ASCII text goes straight into the buffer.
            int at = grow(1 + n);
            buffer[at] = (byte) (0xa0 | n);
            for (int i = 0; i < n; i++) {
                char c = value.charAt(i);
                if (c >= 0x80) {
                    length = at;
                    raw(ByteText.encode(value));
                    return;
                }
                buffer[at + 1 + i] = (byte) c;
            }
            return;
        }
        raw(ByteText.encode(value));
    }

    /// A byte string, as raw bytes.
    public void raw(byte[] bytes) {
        rawHead(bytes.length);
        rawBytes(bytes);
    }

    /// The header of a raw value; that many bytes must follow.
    public void rawHead(int size) {
        if (size < 32) {
            rawByte(0xa0 | size);
        } else if (size <= 0xffff) {
            sized(0xda, size, 2);
        } else {
            sized(0xdb, size, 4);
        }
    }

    /// The header of a list; that many values must follow.
    public void listHead(int size) {
        if (size < 16) {
            rawByte(0x90 | size);
        } else if (size <= 0xffff) {
            sized(0xdc, size, 2);
        } else {
            sized(0xdd, size, 4);
        }
    }

    /// The header of a map; that many pairs must follow.
    public void mapHead(int size) {
        if (size < 16) {
            rawByte(0x80 | size);
        } else if (size <= 0xffff) {
            sized(0xde, size, 2);
        } else {
            sized(0xdf, size, 4);
        }
    }
}
