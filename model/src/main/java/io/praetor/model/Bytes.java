package io.praetor.model;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// An immutable byte string with value equality. Whoever hands an array to [#of] gives it away.
public final class Bytes {
    /// No bytes. Differs from an absent (nil) value, which is `null`.
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] bytes;

    private Bytes(byte[] bytes) {
        this.bytes = bytes;
    }

    /// Wraps the array without a copy; the caller must not change it afterwards.
    public static Bytes of(byte[] bytes) {
        return bytes.length == 0 ? EMPTY : new Bytes(bytes);
    }

    /// The UTF-8 bytes of a text.
    public static Bytes of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// How many bytes there are.
    public int length() {
        return bytes.length;
    }

    /// The wrapped array itself, to be read only: hot paths write it to sockets and files without a copy.
    public byte[] array() {
        return bytes;
    }

    /// The bytes read as UTF-8.
    public String utf8() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Length only: the content may be a secret.
    @Override
    public String toString() {
        return bytes.length + " bytes";
    }
}
