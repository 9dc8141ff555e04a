package io.praetor.model.snapshot;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The members' names and the text of `SHA256SUMS`: `<64 hex digits>  <name>` for each other member, in any order.
final class Sums {
    static final String META = "meta.json";
    static final String STATE = "state.bin";
    static final String SUMS = "SHA256SUMS";

    private static final int HEX_DIGITS = 64;
    private static final String SEPARATOR = "  ";

    private Sums() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String line(MessageDigest hash, String name) {
        return hex(hash) + SEPARATOR + name + "\n";
    }

    static String hex(MessageDigest hash) {
        return HexFormat.of().formatHex(hash.digest());
    }

    /// The digests by member name.
    static Map<String, String> parse(byte[] text) throws ArchiveException {
        Map<String, String> sums = new LinkedHashMap<>();
        for (String line : new String(text, StandardCharsets.ISO_8859_1).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            int name = HEX_DIGITS + SEPARATOR.length();
            if (line.length() <= name || !line.startsWith(SEPARATOR, HEX_DIGITS)) {
                throw new ArchiveException("failed checking integrity of snapshot: malformed line in " + SUMS);
            }
            sums.put(line.substring(name), line.substring(0, HEX_DIGITS));
        }
        return sums;
    }

    /// Checks that the list names exactly the members `actual` has, with the same digests.
    static void check(Map<String, String> listed, Map<String, String> actual) throws ArchiveException {
        for (Map.Entry<String, String> member : actual.entrySet()) {
            String expected = listed.get(member.getKey());
            if (expected == null) {
                throw new ArchiveException(
                        "failed checking integrity of snapshot: list missing hash for \"" + member.getKey() + "\"");
            }
            if (!expected.equalsIgnoreCase(member.getValue())) {
                throw new ArchiveException(
                        "failed checking integrity of snapshot: hash check failed for \"" + member.getKey() + "\"");
            }
        }
        for (String name : listed.keySet()) {
            if (!actual.containsKey(name)) {
                throw new ArchiveException("failed checking integrity of snapshot: file missing for \"" + name + "\"");
            }
        }
    }
}
