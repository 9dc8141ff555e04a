package io.praetor.model.proto;

import io.praetor.model.codec.DecodeException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// Reads the fields of one message. Never beyond its end, and lengths are believed only as far as there are bytes.
final class ProtoReader {
    private static final int MOST_SHIFT = 63;

    private final byte[] bytes;
    private final int end;
    private int at;

    ProtoReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    private ProtoReader(byte[] bytes, int from, int end) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
    }

    boolean hasMore() {
        return at < end;
    }

    /// A number in groups of seven bits.
    long varint() throws DecodeException {
        long number = 0;
        for (int shift = 0; shift <= MOST_SHIFT; shift += 7) {
            if (at >= end) {
                throw tooShort();
            }
            byte group = bytes[at++];
            number |= (long) (group & 0x7F) << shift;
            if (group >= 0) {
                return number;
            }
        }
        throw new DecodeException("protobuf: a number of more than 64 bits at offset " + at);
    }

    /// A message within this one.
    ProtoReader message() throws DecodeException {
        int length = length();
        ProtoReader inner = new ProtoReader(bytes, at, at + length);
        at += length;
        return inner;
    }

    String text() throws DecodeException {
        int length = length();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, at, length))
                    .toString();
            at += length;
            return text;
        } catch (CharacterCodingException e) {
            throw new DecodeException("protobuf: a text that is no UTF-8 at offset " + at, e);
        }
    }

    private int length() throws DecodeException {
        long length = varint();
        if (length < 0 || length > end - at) {
            throw tooShort();
        }
        return (int) length;
    }

    /// Passes over the value of a field nobody knows.
    void skip(int wireType) throws DecodeException {
        switch (wireType) {
            case ProtoCodec.VARINT -> varint();
            case ProtoCodec.FIXED64 -> skipBytes(8);
            case ProtoCodec.LENGTH -> skipBytes(length());
            case ProtoCodec.FIXED32 -> skipBytes(4);
            default -> throw new DecodeException("protobuf: wire type " + wireType + " at offset " + at);
        }
    }

    private void skipBytes(int count) throws DecodeException {
        if (count > end - at) {
            throw tooShort();
        }
        at += count;
    }

    private static DecodeException tooShort() {
        return new DecodeException("protobuf: it ends too soon");
    }
}
