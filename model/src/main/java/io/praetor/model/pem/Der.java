package io.praetor.model.pem;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/// Writes values in DER (X.690): each call gives one whole value, tag and length included.
public final class Der {
    /// Tags; those of a context are [#CONTEXT] plus a number, with [#CONSTRUCTED] when they hold other values.
    public static final int INTEGER = 0x02;

    public static final int BIT_STRING = 0x03;
    public static final int OCTET_STRING = 0x04;
    public static final int OBJECT_ID = 0x06;
    public static final int SEQUENCE = 0x30;
    public static final int CONTEXT = 0x80;
    public static final int CONSTRUCTED = 0x20;

    private static final int BOOLEAN = 0x01;
    private static final int NULL = 0x05;
    private static final int UTF8_STRING = 0x0C;
    private static final int SET = 0x31;
    private static final int PRINTABLE_STRING = 0x13;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;

    /// From this year on, times are written with four digits of it (RFC 5280 §4.1.2.5).
    private static final int FOUR_DIGITS = 2050;

    private static final DateTimeFormatter UTC = DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter GENERALIZED = DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'");
    private static final String PRINTABLE = " '()+,-./:=?";

    private Der() {}

    /// A value of any kind: its parts one after the other behind a tag.
    public static byte[] value(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(content.size() + 6);
        out.write(tag);
        length(out, content.size());
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static void length(ByteArrayOutputStream out, int length) {
        if (length < 0x80) {
            out.write(length);
            return;
        }
        byte[] bytes = BigInteger.valueOf(length).toByteArray();
        int from = bytes[0] == 0 ? 1 : 0;
        out.write(0x80 | (bytes.length - from));
        out.write(bytes, from, bytes.length - from);
    }

    public static byte[] sequence(byte[]... parts) {
        return value(SEQUENCE, parts);
    }

    /// A set of one value, which needs no sorting.
    public static byte[] setOf(byte[] part) {
        return value(SET, part);
    }

    public static byte[] integer(BigInteger number) {
        return value(INTEGER, number.toByteArray());
    }

    public static byte[] integer(int number) {
        return integer(BigInteger.valueOf(number));
    }

    public static byte[] truth() {
        return value(BOOLEAN, new byte[] {(byte) 0xFF});
    }

    public static byte[] nothing() {
        return value(NULL);
    }

    public static byte[] octets(byte[] bytes) {
        return value(OCTET_STRING, bytes);
    }

    /// Whole bytes as a bit string.
    public static byte[] bits(byte[] bytes) {
        return value(BIT_STRING, new byte[] {0}, bytes);
    }

    /// Named bits, the first of which is the highest of `bits`; zeros at the end are not written.
    ///
    /// @param bits at most 16
    public static byte[] namedBits(int bits) {
        byte[] both = {(byte) (bits >> 8), (byte) bits};
        int unused = bits == 0 ? 16 : Integer.numberOfTrailingZeros(bits);
        return value(BIT_STRING, new byte[] {(byte) (bits == 0 ? 0 : unused % 8)}, Arrays.copyOf(both, 2 - unused / 8));
    }

    /// An object identifier.
    ///
    /// @param dotted such as `2.5.29.17`
    public static byte[] objectId(String dotted) {
        String[] arcs = dotted.split("\\.", -1);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        base128(out, Long.parseLong(arcs[0]) * 40 + Long.parseLong(arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            base128(out, Long.parseLong(arcs[i]));
        }
        return value(OBJECT_ID, out.toByteArray());
    }

    private static void base128(ByteArrayOutputStream out, long number) {
        int groups = Math.max(1, (70 - Long.numberOfLeadingZeros(number)) / 7);
        for (int i = groups - 1; i >= 0; i--) {
            out.write((int) ((number >> (7 * i)) & 0x7F) | (i > 0 ? 0x80 : 0));
        }
    }

    /// A text: printable characters where that is possible, UTF-8 otherwise.
    public static byte[] text(String text) {
        boolean printable =
                text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || PRINTABLE.indexOf(c) >= 0));
        return value(printable ? PRINTABLE_STRING : UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /// A time in whole seconds.
    public static byte[] time(Instant time) {
        var utc = time.atOffset(ZoneOffset.UTC);
        return utc.getYear() < FOUR_DIGITS
                ? value(UTC_TIME, UTC.format(utc).getBytes(StandardCharsets.US_ASCII))
                : value(GENERALIZED_TIME, GENERALIZED.format(utc).getBytes(StandardCharsets.US_ASCII));
    }
}
