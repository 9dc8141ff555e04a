package io.praetor.dns;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// One request, read from its bytes without copying them; made once per thread and read into again.
///
/// What is asked to be forgiving about follows what the original forgives: bytes behind the message, counts that
/// promise
/// more records than come, a question that ends with its name.
final class Request {
    /// What a packet deserves.
    enum Verdict {
        /// An answer.
        ASKS,
        /// Nothing: it is no message, or a response.
        IGNORED,
        /// FORMERR.
        MALFORMED,
        /// NOTIMP: what it wants done is none of a name server's business here.
        UNKNOWN_OPERATION,
        /// SERVFAIL: a header that promises a question, and nothing else.
        NOTHING_ASKED
    }

    private static final int HEADER = 12;
    private static final int RESPONSE = 0x8000;
    private static final int OPCODE_QUERY = 0;
    private static final int OPCODE_NOTIFY = 4;
    private static final int TYPE_OPT = 41;
    private static final int OPTION_SUBNET = 8;
    private static final int FIXED_BYTES = 10;

    private byte[] bytes = {};
    private int length;
    private int nameEnd;
    private int type;
    private int klass;
    private int at;
    private int udpSize;
    private int subnetAt;
    private int subnetLength;

    /// Reads a packet. What the other methods say is about this packet from now on, if it asks something.
    Verdict read(byte[] packet, int size) {
        bytes = packet;
        length = size;
        udpSize = -1;
        subnetLength = 0;
        if (size < HEADER || (flags() & RESPONSE) != 0) {
            return Verdict.IGNORED;
        }
        int opcode = opcode();
        if (opcode != OPCODE_QUERY && opcode != OPCODE_NOTIFY) {
            return Verdict.UNKNOWN_OPERATION;
        }
        int answers = u16(6);
        int authority = u16(8);
        int additional = u16(10);
        if (u16(4) != 1 || answers > 1 || authority > 1 || additional > 2) {
            return Verdict.MALFORMED;
        }
        if (size == HEADER) {
            return Verdict.NOTHING_ASKED;
        }
        return question() && records(answers + authority, false) && records(additional, true)
                ? Verdict.ASKS
                : Verdict.MALFORMED;
    }

    private boolean question() {
        int next = HEADER;
        while (true) {
            if (next >= length) {
                return false;
            }
            int label = bytes[next] & 0xff;
            if (label == 0) {
                break;
            }
            // a pointer in a question could only lead into the header
            if (label > 63) {
                return false;
            }
            next += 1 + label;
        }
        nameEnd = next + 1;
        if (nameEnd - HEADER > WireName.LONGEST) {
            return false;
        }
        type = 0;
        klass = 0;
        at = nameEnd;
        if (at == length) {
            return true;
        }
        if (at + 2 > length) {
            return false;
        }
        type = u16(at);
        at += 2;
        if (at == length) {
            return true;
        }
        if (at + 2 > length) {
            return false;
        }
        klass = u16(at);
        at += 2;
        return true;
    }

    /// Steps over records.
    ///
    /// @param heeded whether an OPT record among them counts
    private boolean records(int count, boolean heeded) {
        for (int i = 0; i < count && at < length; i++) {
            boolean root = bytes[at] == 0;
            if (!skipName() || at + FIXED_BYTES > length) {
                return false;
            }
            int data = at + FIXED_BYTES;
            int end = data + u16(at + 8);
            if (end > length) {
                return false;
            }
            if (heeded && u16(at) == TYPE_OPT && !options(root, data, end)) {
                return false;
            }
            at = end;
        }
        return true;
    }

    private boolean skipName() {
        while (at < length) {
            int label = bytes[at] & 0xff;
            if (label == 0) {
                at++;
                return true;
            }
            if (label >= 0xc0) {
                at += 2;
                return at <= length;
            }
            if (label > 63) {
                return false;
            }
            at += 1 + label;
        }
        return false;
    }

    private boolean options(boolean root, int from, int end) {
        if (!root || udpSize >= 0) {
            return false;
        }
        udpSize = u16(at + 2);
        int next = from;
        while (next < end) {
            if (next + 4 > end) {
                return false;
            }
            int code = u16(next);
            int data = next + 4;
            int size = u16(next + 2);
            if (data + size > end) {
                return false;
            }
            if (code == OPTION_SUBNET) {
                if (!isSubnet(data, size)) {
                    return false;
                }
                subnetAt = data;
                subnetLength = size;
            }
            next = data + size;
        }
        return true;
    }

    /// RFC 7871 §6: as many bytes of the address as the prefix needs.
    private boolean isSubnet(int data, int size) {
        if (size < 4) {
            return false;
        }
        int prefix = bytes[data + 2] & 0xff;
        int longest = switch (u16(data)) {
            case 1 -> 32;
            case 2 -> 128;
            default -> 0;
        };
        return prefix <= longest && size - 4 == (prefix + 7) / 8;
    }

    private int u16(int offset) {
        return (bytes[offset] & 0xff) << 8 | (bytes[offset + 1] & 0xff);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    /// The message, without what came behind it.
    byte[] wire() {
        return Arrays.copyOf(bytes, at);
    }

    int id() {
        return u16(0);
    }

    int flags() {
        return u16(2);
    }

    int opcode() {
        return flags() >> 11 & 0xf;
    }

    /// Bytes of the name that is asked for; it begins behind the header.
    int nameLength() {
        return nameEnd - HEADER;
    }

    /// Where that name begins.
    int nameOffset() {
        return HEADER;
    }

    int type() {
        return type;
    }

    int klass() {
        return klass;
    }

    boolean hasEdns() {
        return udpSize >= 0;
    }

    /// How large a UDP answer the client takes, as it says; -1 without EDNS.
    int udpSize() {
        return udpSize;
    }

    /// Length of the client subnet option's data; 0 when there is none.
    int subnetLength() {
        return subnetLength;
    }

    /// Where that data begins: family, prefix length, scope, address.
    int subnetOffset() {
        return subnetAt;
    }

    /// The network the client says that it asks for.
    @Nullable InetAddress subnet() {
        int family = subnetLength == 0 ? 0 : u16(subnetAt);
        if (family == 0) {
            return null;
        }
        byte[] address = new byte[family == 1 ? 4 : 16];
        System.arraycopy(bytes, subnetAt + 4, address, 0, subnetLength - 4);
        try {
            return InetAddress.getByAddress(address);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address of " + address.length + " bytes", e);
        }
    }

    /// The same with bytes of its own, to be kept while the packet's buffer is used again.
    Request copy() {
        Request copy = new Request();
        copy.read(Arrays.copyOf(bytes, length), length);
        return copy;
    }
}
