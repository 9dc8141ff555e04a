package io.praetor.dns;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/// A domain name as it stands in a message, uncompressed, with what the compressor wants to know of it.
///
/// @see NameTable
final class WireName {
    /// Bytes of the longest name, the root's included.
    static final int LONGEST = 255;

    private static final int LONGEST_LABEL = 63;
    /// Labels of the longest name, the root's not counted.
    static final int MOST_LABELS = LONGEST / 2;

    private final byte[] bytes;
    private final int[] starts;
    private final int[] hashes;

    private WireName(byte[] bytes) {
        this.bytes = bytes;
        int[] found = new int[MOST_LABELS];
        int labels = 0;
        for (int at = 0; bytes[at] != 0; at += 1 + bytes[at]) {
            found[labels++] = at;
        }
        starts = Arrays.copyOf(found, labels);
        hashes = new int[labels];
        hash(bytes, 0, starts, labels, hashes);
    }

    static WireName of(Name name) {
        return new WireName(name.toWire());
    }

    /// The name of a text, whatever characters its labels have, for names of nodes and services can be anything.
    ///
    /// @return null when a label is empty or too long, or the whole name is
    static @Nullable WireName of(String text) {
        Name name = name(text);
        return name == null ? null : of(name);
    }

    /// As [#of(String)], as dnsjava's.
    static @Nullable Name name(String text) {
        String trimmed = text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
        byte[] raw = trimmed.getBytes(StandardCharsets.UTF_8);
        if (raw.length == 0 || raw.length + 2 > LONGEST) {
            return null;
        }
        byte[] wire = new byte[raw.length + 2];
        int start = 0;
        for (int i = 0; i <= raw.length; i++) {
            if (i == raw.length || raw[i] == '.') {
                int length = i - start;
                if (length == 0 || length > LONGEST_LABEL) {
                    return null;
                }
                wire[start] = (byte) length;
                System.arraycopy(raw, start, wire, start + 1, length);
                start = i + 1;
            }
        }
        try {
            return new Name(wire);
        } catch (java.io.IOException e) {
            return null;
        }
    }

    /// The labels of an uncompressed name, in lower case, the root's left out.
    static List<String> labels(byte[] message, int offset) {
        List<String> labels = new ArrayList<>();
        for (int at = offset; message[at] != 0; at += 1 + message[at]) {
            String label = new String(message, at + 1, message[at], StandardCharsets.UTF_8);
            labels.add(label.toLowerCase(java.util.Locale.ROOT));
        }
        return labels;
    }

    /// For each label the hash of what begins there, to the root.
    static void hash(byte[] message, int offset, int[] starts, int labels, int[] hashes) {
        int hash = 17;
        for (int i = labels - 1; i >= 0; i--) {
            int at = offset + starts[i];
            int end = at + 1 + message[at];
            while (at < end) {
                hash = hash * 31 + message[at++];
            }
            hashes[i] = hash;
        }
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return bytes.length;
    }

    int labelCount() {
        return starts.length;
    }

    /// Where a label begins, its length byte.
    int start(int label) {
        return starts[label];
    }

    int hash(int label) {
        return hashes[label];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof WireName name && Arrays.equals(bytes, name.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
