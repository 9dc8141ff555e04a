package io.praetor.acceptance.transcript;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.AAAARecord;
import org.xbill.DNS.ClientSubnetOption;
import org.xbill.DNS.DClass;
import org.xbill.DNS.EDNSOption;
import org.xbill.DNS.ExtendedFlags;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/// Messages in the words of `dig`, blanks squeezed.
final class DigText {
    private static final List<Integer> FLAGS = List.of(
            (int) Flags.QR, (int) Flags.AA, (int) Flags.TC, (int) Flags.RD, (int) Flags.RA, (int) Flags.AD, (int)
                    Flags.CD);

    /// At least two groups of an IPv6 address.
    private static final Pattern ZEROS = Pattern.compile("(?<![0-9a-f])0(:0)+(?![0-9a-f])");

    private DigText() {}

    /// The names of the flags that are set.
    static List<String> flags(Message message) {
        List<String> names = new ArrayList<>();
        for (int flag : FLAGS) {
            if (message.getHeader().getFlag(flag)) {
                names.add(Flags.string(flag));
            }
        }
        return names;
    }

    /// The pseudo-section of EDNS; null without.
    static @Nullable String edns(Message message) {
        OPTRecord opt = message.getOPT();
        if (opt == null) {
            return null;
        }
        String text = "version: %d, flags:%s; udp: %d"
                .formatted(
                        opt.getVersion(), (opt.getFlags() & ExtendedFlags.DO) == 0 ? "" : " do", opt.getPayloadSize());
        for (EDNSOption option : opt.getOptions()) {
            if (option instanceof ClientSubnetOption subnet) {
                text += " ; CLIENT-SUBNET: %s/%d/%d"
                        .formatted(
                                address(subnet.getAddress()),
                                subnet.getSourcePrefixLength(),
                                subnet.getScopePrefixLength());
            }
        }
        return text;
    }

    /// The records of a section, without what is shown as EDNS. The number that counts the zone's changes is left out.
    static List<String> records(Message message, int section) {
        return message.getSection(section).stream()
                .filter(record -> record.getType() != Type.OPT)
                .map(record -> section == Section.QUESTION ? question(record) : record(record))
                .toList();
    }

    private static String question(Record record) {
        return ";%s %s %s"
                .formatted(record.getName(), DClass.string(record.getDClass()), Type.string(record.getType()));
    }

    private static String record(Record record) {
        return "%s %d %s %s %s"
                .formatted(
                        record.getName(),
                        record.getTTL(),
                        DClass.string(record.getDClass()),
                        Type.string(record.getType()),
                        data(record));
    }

    private static String data(Record record) {
        return switch (record) {
            case AAAARecord aaaa -> address(aaaa.getAddress());
            case TXTRecord txt -> texts(txt);
            case SOARecord soa ->
                "%s %s <serial> %d %d %d %d"
                        .formatted(
                                soa.getHost(),
                                soa.getAdmin(),
                                soa.getRefresh(),
                                soa.getRetry(),
                                soa.getExpire(),
                                soa.getMinimum());
            default -> record.rdataToString();
        };
    }

    private static String texts(TXTRecord record) {
        List<String> quoted = new ArrayList<>();
        for (Object text : record.getStringsAsByteArrays()) {
            StringBuilder out = new StringBuilder("\"");
            for (byte b : (byte[]) text) {
                int c = b & 0xff;
                if (c < ' ' || c >= 0x7f) {
                    out.append("\\%03d".formatted(c));
                } else {
                    out.append(c == '"' || c == '\\' ? "\\" : "").append((char) c);
                }
            }
            quoted.add(out.append('"').toString());
        }
        return String.join(" ", quoted);
    }

    /// IPv6 as RFC 5952 writes it.
    private static String address(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet6Address)) {
            return text;
        }
        int from = -1;
        int to = -1;
        Matcher zeros = ZEROS.matcher(text);
        while (zeros.find()) {
            if (zeros.end() - zeros.start() > to - from) {
                from = zeros.start();
                to = zeros.end();
            }
        }
        if (from < 0) {
            return text;
        }
        String before = from == 0 ? "" : text.substring(0, from - 1);
        String after = to == text.length() ? "" : text.substring(to + 1);
        return before + "::" + after;
    }
}
