package io.praetor.dns;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.NSRecord;
import org.xbill.DNS.Name;
import org.xbill.DNS.PTRRecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Type;

/// Makes records.
final class Records {
    private static final long LONGEST_TTL = Integer.MAX_VALUE;
    private static final int LONGEST_STRING = 255;
    private static final int PRIORITY = 1;
    private static final int MOST_16_BITS = 0xffff;
    private static final Pattern OUTER_BLANKS = Pattern.compile("^ +| +$");

    /// Metadata whose name begins so is given without its name.
    private static final String BARE_PREFIX = "rfc1035-";

    private Records() {}

    static long seconds(Duration ttl) {
        return Math.clamp(ttl.toSeconds(), 0, LONGEST_TTL);
    }

    /// An A or AAAA record.
    static Rr address(@Nullable WireName owner, InetAddress address, long ttl) {
        return new Rr(owner, typeOf(address), ttl, address.getAddress(), null, false);
    }

    static int typeOf(InetAddress address) {
        return address instanceof Inet4Address ? Type.A : Type.AAAA;
    }

    /// Stands at the name that is asked for.
    static Rr cname(Name target, long ttl) {
        return Rr.ofQuestion(new CNAMERecord(Name.root, DClass.IN, ttl, target));
    }

    /// Stands at the name that is asked for.
    static Rr ptr(Name target) {
        return Rr.ofQuestion(new PTRRecord(Name.root, DClass.IN, 0, target));
    }

    /// Stands at the name that is asked for.
    static Rr srv(int weight, int port, Name target, long ttl) {
        return Rr.ofQuestion(new SRVRecord(
                Name.root,
                DClass.IN,
                ttl,
                PRIORITY,
                Math.clamp(weight, 0, MOST_16_BITS),
                Math.clamp(port, 0, MOST_16_BITS),
                target));
    }

    static Rr ns(WireName owner, Name server, long ttl) {
        Rr record = Rr.ofQuestion(new NSRecord(Name.root, DClass.IN, ttl, server));
        return record.at(owner);
    }

    /// A TXT record for each pair of a node's metadata (RFC 1464).
    ///
    /// @param owner null: the name that is asked for
    static List<Rr> meta(@Nullable WireName owner, @Nullable Map<String, String> meta, long ttl) {
        if (meta == null) {
            return List.of();
        }
        List<Rr> records = new ArrayList<>();
        meta.forEach((key, value) -> {
            boolean bare = key.toLowerCase(Locale.ROOT).startsWith(BARE_PREFIX);
            records.add(text(owner, bare ? value : pair(key, value), ttl));
        });
        return records;
    }

    /// RFC 1464 §2: what has a meaning in the name, and blanks around it, is quoted by a grave accent.
    private static String pair(String key, String value) {
        String quoted = key.replace("`", "``").replace("=", "`=");
        String padded = OUTER_BLANKS
                .matcher(quoted)
                .replaceAll(blanks -> "` ".repeat(blanks.group().length()));
        return padded + "=" + value.replace("`", "``");
    }

    private static Rr text(@Nullable WireName owner, String text, long ttl) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        int strings = Math.max(1, (raw.length + LONGEST_STRING - 1) / LONGEST_STRING);
        byte[] data = new byte[raw.length + strings];
        for (int i = 0, from = 0, to = 0; i < strings; i++) {
            int length = Math.min(LONGEST_STRING, raw.length - from);
            data[to] = (byte) length;
            System.arraycopy(raw, from, data, to + 1, length);
            from += length;
            to += 1 + length;
        }
        return new Rr(owner, Type.TXT, ttl, data, null, false);
    }
}
