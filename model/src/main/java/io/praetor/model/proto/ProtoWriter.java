package io.praetor.model.proto;

import java.io.ByteArrayOutputStream;

/// Writes values one after the other.
final class ProtoWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    void varint(long number) {
        long left = number;
        while ((left & ~0x7FL) != 0) {
            out.write((int) (left & 0x7F) | 0x80);
            left >>>= 7;
        }
        out.write((int) left);
    }

    void tag(int number, int wireType) {
        varint((long) number << 3 | wireType);
    }

    /// Bytes behind their length.
    void delimited(byte[] bytes) {
        varint(bytes.length);
        out.writeBytes(bytes);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
