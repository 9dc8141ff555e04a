package io.praetor.http.route;

import java.net.InetAddress;
import java.util.Arrays;

/// A range of addresses, such as `10.0.0.0/8` or `::1/128`.
public final class Cidr {
    private final byte[] network;
    private final int bits;

    private Cidr(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /// @throws IllegalArgumentException when the text is no range
    public static Cidr parse(String text) {
        int slash = text.indexOf('/');
        try {
            byte[] network =
                    InetAddress.ofLiteral(text.substring(0, Math.max(slash, 0))).getAddress();
            int bits = Integer.parseInt(text.substring(slash + 1));
            if (bits >= 0 && bits <= network.length * 8) {
                return new Cidr(network, bits);
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("invalid CIDR address: " + text, e);
        }
        throw new IllegalArgumentException("invalid CIDR address: " + text);
    }

    /// Whether the address is in the range. An IPv6 address that stands for an IPv4 one counts as that.
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != network.length) {
            return false;
        }
        int whole = bits / 8;
        if (!Arrays.equals(bytes, 0, whole, network, 0, whole)) {
            return false;
        }
        int rest = bits % 8;
        int mask = (0xFF00 >> rest) & 0xFF;
        return rest == 0 || (bytes[whole] & mask) == (network[whole] & mask);
    }
}
