package io.praetor.model.codec;

import io.praetor.model.ByteText;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads MessagePack from a byte array or a stream. Accepts the original's dialect and, for strings and binaries, the
/// newer forms too.
///
/// Hostile input costs no more memory than it has bytes: a length is believed only as the bytes arrive, nesting is at
/// most [#MAX_DEPTH] deep, and one text or byte string has at most [#MAX_RAW] bytes.
public final class PackReader {
    /// How deep lists and maps may nest.
    public static final int MAX_DEPTH = 100;

    /// The longest single text or byte string, in bytes.
    public static final int MAX_RAW = 256 << 20;

    private static final int CHUNK = 64 << 10;

    private final @Nullable InputStream stream;
    private byte[] buffer;
    private int at;
    private int limit;
    private long before; // bytes of the stream that left the buffer
    private int depth;
    private int kept = -1; // from where on bytes must stay in the buffer, or −1

    /// Reads from an array.
    public PackReader(byte[] bytes) {
        this(bytes, 0, bytes.length);
    }

    /// Reads from a part of an array.
    public PackReader(byte[] bytes, int from, int length) {
        stream = null;
        buffer = bytes;
        at = from;
        limit = from + length;
    }

    /// Reads from a stream, some way ahead. A failing stream surfaces as [UncheckedIOException].
    public PackReader(InputStream stream) {
        this.stream = stream;
        buffer = new byte[CHUNK];
    }

    /// How many bytes were consumed.
    public long position() {
        return before + at;
    }

    /// Whether nothing is left.
    public boolean atEnd() {
        return at == limit && !fill(1);
    }

    /// Makes sure that n bytes are in the buffer.
    private boolean fill(int n) {
        if (limit - at >= n) {
            return true;
        }
        if (stream == null) {
            return false;
        }
        try {
            int from = kept < 0 ? at : kept;
            if (from > 0) {
                System.arraycopy(buffer, from, buffer, 0, limit - from);
                before += from;
                limit -= from;
                at -= from;
                kept = kept < 0 ? -1 : 0;
            }
            while (limit - at < n) {
                if (limit == buffer.length) {
                    if (limit >= MAX_RAW + CHUNK) {
                        return false;
                    }
                    // Grows with what has really arrived, not with what a header promises.
                    buffer = Arrays.copyOf(
                            buffer, (int) Math.min(Math.max(buffer.length * 2L, CHUNK), MAX_RAW + (long) CHUNK));
                }
                int got = stream.read(buffer, limit, buffer.length - limit);
                if (got < 0) {
                    return false;
                }
                limit += got;
            }
            return true;
        } catch (EOFException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void need(int n) throws DecodeException {
        if (!fill(n)) {
            throw new DecodeException("msgpack: unexpected end at offset " + position());
        }
    }

    private DecodeException unexpected(String wanted, int head) {
        return new DecodeException("msgpack: expected " + wanted + " at offset " + (position() - 1) + ", got 0x"
                + Integer.toHexString(head));
    }

    /// The next byte as it is.
    public int rawByte() throws DecodeException {
        need(1);
        return buffer[at++] & 0xff;
    }

    /// Whether the next value is nil; consumes it if so.
    public boolean nil() throws DecodeException {
        need(1);
        if ((buffer[at] & 0xff) == 0xc0) {
            at++;
            return true;
        }
        return false;
    }

    private long sized(int bytes) throws DecodeException {
        need(bytes);
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value = (value << 8) | (buffer[at++] & 0xff);
        }
        return value;
    }

    /// A truth value; nil is false.
    public boolean bool() throws DecodeException {
        int head = rawByte();
        return switch (head) {
            case 0xc0, 0xc2 -> false;
            case 0xc3 -> true;
            default -> throw unexpected("a bool", head);
        };
    }

    /// An integer, signed or unsigned; nil is 0. Unsigned values above 2^63 − 1 come back with the top bit set.
    public long integer() throws DecodeException {
        int head = rawByte();
        if (head < 0x80) {
            return head;
        }
        if (head >= 0xe0) {
            return (byte) head;
        }
        return switch (head) {
            case 0xc0 -> 0;
            case 0xcc -> sized(1);
            case 0xcd -> sized(2);
            case 0xce -> sized(4);
            case 0xcf, 0xd3 -> sized(8);
            case 0xd0 -> (byte) sized(1);
            case 0xd1 -> (short) sized(2);
            case 0xd2 -> (int) sized(4);
            case 0xca -> (long) Float.intBitsToFloat((int) sized(4));
            case 0xcb -> (long) Double.longBitsToDouble(sized(8));
            default -> throw unexpected("an integer", head);
        };
    }

    /// A number as a float; nil is 0.
    public double real() throws DecodeException {
        need(1);
        int head = buffer[at] & 0xff;
        if (head == 0xcb) {
            at++;
            return Double.longBitsToDouble(sized(8));
        }
        if (head == 0xca) {
            at++;
            return Float.intBitsToFloat((int) sized(4));
        }
        return integer();
    }

    /// A text; nil is empty.
    public String text() throws DecodeException {
        int size = rawHead();
        if (size <= 0) {
            return "";
        }
        takeable(size);
        String text = ByteText.decode(buffer, at, size);
        at += size;
        return text;
    }

    /// A byte string; null for nil.
    public byte @Nullable [] raw() throws DecodeException {
        int size = rawHead();
        if (size < 0) {
            return null;
        }
        takeable(size);
        byte[] bytes = Arrays.copyOfRange(buffer, at, at + size);
        at += size;
        return bytes;
    }

    private void takeable(int size) throws DecodeException {
        if (size > MAX_RAW) {
            throw new DecodeException(
                    "msgpack: " + size + " bytes at offset " + position() + " are more than " + MAX_RAW);
        }
        need(size);
    }

    private int rawHead() throws DecodeException {
        int head = rawByte();
        if (head >= 0xa0 && head < 0xc0) {
            return head & 0x1f;
        }
        long size = switch (head) {
            case 0xc0 -> -1;
            case 0xc4, 0xd9 -> sized(1);
            case 0xc5, 0xda -> sized(2);
            case 0xc6, 0xdb -> sized(4);
            default -> throw unexpected("a text", head);
        };
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /// The header of a list: its size, or −1 for nil. Every size but −1 must be closed with [#leave].
    public int listHead() throws DecodeException {
        int head = rawByte();
        if (head >= 0x90 && head < 0xa0) {
            return enter(head & 0xf);
        }
        return switch (head) {
            case 0xc0 -> -1;
            case 0xdc -> enter(sized(2));
            case 0xdd -> enter(sized(4));
            default -> throw unexpected("a list", head);
        };
    }

    /// The header of a map: its number of pairs, or −1 for nil. Every size but −1 must be closed with [#leave].
    public int mapHead() throws DecodeException {
        int head = rawByte();
        if (head >= 0x80 && head < 0x90) {
            return enter(head & 0xf);
        }
        return switch (head) {
            case 0xc0 -> -1;
            case 0xde -> enter(sized(2));
            case 0xdf -> enter(sized(4));
            default -> throw unexpected("a map", head);
        };
    }

    private int enter(long size) throws DecodeException {
        if (++depth > MAX_DEPTH) {
            throw new DecodeException("msgpack: nested deeper than " + MAX_DEPTH + " at offset " + position());
        }
        return (int) Math.min(size, Integer.MAX_VALUE);
    }

    /// Ends the list or map that was entered last.
    public void leave() {
        depth--;
    }

    /// Passes over one value of any kind.
    public void skip() throws DecodeException {
        need(1);
        switch (Kind.of(buffer[at] & 0xff)) {
            case NIL -> at++;
            case BOOL -> bool();
            case INTEGER -> integer();
            case REAL -> real();
            case RAW -> {
                int size = rawHead();
                takeable(size);
                at += size;
            }
            case LIST -> {
                for (long left = listHead(); left > 0; left--) {
                    skip();
                }
                leave();
            }
            case MAP -> {
                for (long left = 2L * mapHead(); left > 0; left--) {
                    skip();
                }
                leave();
            }
            case OTHER -> throw unexpected("a value", rawByte());
        }
    }

    /// A value of unknown type: null, Boolean, Long, Double, String, a List or a Map with sorted text keys.
    public @Nullable Object any() throws DecodeException {
        need(1);
        return switch (Kind.of(buffer[at] & 0xff)) {
            case NIL -> {
                at++;
                yield null;
            }
            case BOOL -> bool();
            case INTEGER -> integer();
            case REAL -> real();
            case RAW -> text();
            case LIST -> {
                int size = listHead();
                List<@Nullable Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(any());
                }
                leave();
                yield list;
            }
            case MAP -> {
                int size = mapHead();
                TreeMap<String, @Nullable Object> map = new TreeMap<>();
                for (int i = 0; i < size; i++) {
                    map.put(text(), any());
                }
                leave();
                yield map;
            }
            case OTHER -> throw unexpected("a value", rawByte());
        };
    }

    /// What a first byte announces.
    private enum Kind {
        NIL,
        BOOL,
        INTEGER,
        REAL,
        RAW,
        LIST,
        MAP,
        OTHER;

        static Kind of(int head) {
            if (head < 0x80 || head >= 0xe0) {
                return INTEGER;
            }
            if (head < 0x90) {
                return MAP;
            }
            if (head < 0xa0) {
                return LIST;
            }
            if (head < 0xc0) {
                return RAW;
            }
            return switch (head) {
                case 0xc0 -> NIL;
                case 0xc2, 0xc3 -> BOOL;
                case 0xca, 0xcb -> REAL;
                case 0xcc, 0xcd, 0xce, 0xcf, 0xd0, 0xd1, 0xd2, 0xd3 -> INTEGER;
                case 0xc4, 0xc5, 0xc6, 0xd9, 0xda, 0xdb -> RAW;
                case 0xdc, 0xdd -> LIST;
                case 0xde, 0xdf -> MAP;
                default -> OTHER;
            };
        }
    }

    /// The bytes of the next value, exactly as they are, with the value consumed; at most [#MAX_RAW] of them from a
    /// stream.
    public byte[] slice() throws DecodeException {
        kept = at;
        try {
            skip();
            return Arrays.copyOfRange(buffer, kept, at);
        } finally {
            kept = -1;
        }
    }
}
