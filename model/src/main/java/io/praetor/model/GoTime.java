package io.praetor.model;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/// Instants in the original's forms: RFC 3339 text with the shortest fraction, and 15 bytes (`rpc.md` §4.3).
public final class GoTime {
    /// The original's zero time, 0001-01-01T00:00:00Z.
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final int SIZE = 15;
    private static final short UTC = -1;

    private GoTime() {}

    /// RFC 3339 in UTC, such as `2026-11-21T07:37:01.1Z`.
    public static String format(Instant time) {
        LocalDateTime utc = LocalDateTime.ofInstant(time, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(30);
        pad(out, utc.getYear(), 4).append('-');
        pad(out, utc.getMonthValue(), 2).append('-');
        pad(out, utc.getDayOfMonth(), 2).append('T');
        pad(out, utc.getHour(), 2).append(':');
        pad(out, utc.getMinute(), 2).append(':');
        pad(out, utc.getSecond(), 2);
        if (time.getNano() != 0) {
            pad(out.append('.'), time.getNano(), 9);
            while (out.charAt(out.length() - 1) == '0') {
                out.setLength(out.length() - 1);
            }
        }
        return out.append('Z').toString();
    }

    private static StringBuilder pad(StringBuilder out, int value, int width) {
        String digits = Integer.toString(value);
        return out.repeat('0', Math.max(0, width - digits.length())).append(digits);
    }

    /// The 15-byte form, in UTC.
    public static byte[] toBytes(Instant time) {
        return ByteBuffer.allocate(SIZE)
                .put((byte) 1)
                .putLong(time.getEpochSecond() - ZERO.getEpochSecond())
                .putInt(time.getNano())
                .putShort(UTC)
                .array();
    }

    /// Reads the 15-byte form; the offset only says how the time was shown and is dropped.
    ///
    /// @throws IllegalArgumentException when the bytes are no time, or one that RFC 3339 cannot show
    public static Instant fromBytes(byte[] bytes) {
        if (bytes.length != SIZE || bytes[0] != 1) {
            throw new IllegalArgumentException("time: expected 15 bytes of version 1, got " + bytes.length);
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, 1, 12);
        long seconds = in.getLong();
        int nanos = in.getInt();
        // The years 1 to 9999 are all that RFC 3339 can show.
        if (seconds < 0 || seconds > 315_537_897_599L || nanos < 0 || nanos > 999_999_999) {
            throw new IllegalArgumentException("time: out of range");
        }
        return Instant.ofEpochSecond(seconds + ZERO.getEpochSecond(), nanos);
    }
}
