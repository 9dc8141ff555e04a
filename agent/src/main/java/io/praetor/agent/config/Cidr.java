package io.praetor.agent.config;

import java.net.InetAddress;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// A network: an address and how many of its first bits count.
record Cidr(InetAddress network, int bits) {

    /// The network that `address/bits` names; null for any other text.
    static @Nullable Cidr parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = slash < 0 ? null : Addresses.literal(text.substring(0, slash));
        String bits = text.substring(slash + 1);
        if (address == null
                || bits.isEmpty()
                || bits.length() > 3
                || !bits.chars().allMatch(c -> c >= '0' && c <= '9')
                || Integer.parseInt(bits) > address.getAddress().length * 8) {
            return null;
        }
        return new Cidr(address, Integer.parseInt(bits));
    }

    boolean contains(InetAddress address) {
        byte[] a = network.getAddress();
        byte[] b = address.getAddress();
        if (a.length != b.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit & 7);
            if (((a[bit >> 3] ^ b[bit >> 3]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }

    static int compare(byte[] a, byte[] b) {
        return Arrays.compareUnsigned(a, b);
    }
}
