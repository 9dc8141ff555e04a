package io.praetor.agent.config;

import java.util.List;

/// Reads Linux's tables of routes.
final class Routes {
    private static final String ANYWHERE_V6 = "0".repeat(32);
    private static final int REJECT = 0x200;

    private Routes() {}

    /// The interface of the default route; empty when there is none.
    ///
    /// @param v4 lines of `/proc/net/route`: interface, destination, gateway, flags, …, metric at 6, mask at 7
    /// @param v6 lines of `/proc/net/ipv6_route`: destination, bits, …, metric at 5, flags at 8, interface at 9
    static String defaultInterface(List<String> v4, List<String> v6) {
        String name = "";
        long best = Long.MAX_VALUE;
        for (String line : v4) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 7 && words[1].equals("00000000") && words[7].equals("00000000")) {
                long metric = Long.parseLong(words[6]);
                if (metric < best) {
                    best = metric;
                    name = words[0];
                }
            }
        }
        if (!name.isEmpty()) {
            return name;
        }
        for (String line : v6) {
            String[] words = line.strip().split("\\s+", -1);
            if (words.length > 9 && words[0].equals(ANYWHERE_V6) && words[1].equals("00")) {
                long metric = Long.parseLong(words[5], 16);
                boolean usable = (Integer.parseUnsignedInt(words[8], 16) & REJECT) == 0 && !words[9].equals("lo");
                if (usable && metric < best) {
                    best = metric;
                    name = words[9];
                }
            }
        }
        return name;
    }
}
