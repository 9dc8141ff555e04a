package io.praetor.gossip.memberlist;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/// A range of addresses, such as `10.0.0.0/8`.
///
/// @param bits how many leading bits of an address must be the same
public record Network(InetAddress base, int bits) {

    /// @throws IllegalArgumentException when the prefix is longer than the address
    public Network {
        if (bits < 0 || bits > base.getAddress().length * 8) {
            throw new IllegalArgumentException("prefix length " + bits + " does not fit " + base.getHostAddress());
        }
    }

    /// Reads `address/bits`.
    ///
    /// @throws IllegalArgumentException in Go's words
    public static Network parse(String text) {
        int slash = text.indexOf('/');
        Network network = slash < 0 ? null : parse(text.substring(0, slash), text.substring(slash + 1));
        if (network == null) {
            throw new IllegalArgumentException("invalid CIDR address: " + text);
        }
        return network;
    }

    private static @Nullable Network parse(String address, String bits) {
        try {
            return new Network(InetAddress.ofLiteral(address), Integer.parseUnsignedInt(bits));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /// Whether an address is inside. An IPv4 network has no IPv6 addresses, and the other way round.
    public boolean contains(InetAddress address) {
        byte[] ours = base.getAddress();
        byte[] theirs = address.getAddress();
        if (ours.length != theirs.length) {
            return false;
        }
        for (int i = 0; i < ours.length && i * 8 < bits; i++) {
            int mask = 0xff << Math.max(0, 8 - (bits - i * 8)) & 0xff;
            if (((ours[i] ^ theirs[i]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
