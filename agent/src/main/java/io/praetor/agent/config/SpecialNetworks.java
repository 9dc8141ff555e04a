package io.praetor.agent.config;

import java.net.InetAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Networks that the RFCs set apart, by the RFC's number. RFC 6890 is the register of all of them. The network of IPv4
/// addresses written as IPv6 is left out because the JDK reads those as IPv4.
final class SpecialNetworks {
    private static final Map<String, List<Cidr>> BY_RFC = Map.ofEntries(
            networks("919", "255.255.255.255/32"),
            networks("1112", "224.0.0.0/4"),
            networks("1122", "0.0.0.0/8", "127.0.0.0/8"),
            networks("1918", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"),
            networks("2544", "198.18.0.0/15"),
            networks("2928", "2001::/16"),
            networks("3056", "2002::/16"),
            networks("3068", "192.88.99.0/24"),
            networks("3171", "224.0.0.0/4"),
            networks(
                    "3330",
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.168.0.0/16"),
            networks("3849", "2001:db8::/32"),
            networks("3927", "169.254.0.0/16"),
            networks("4038", "3ffe::/16"),
            networks("4193", "fc00::/7"),
            networks("4291", "::/128", "::1/128", "fe80::/10", "ff00::/8"),
            networks("4380", "2001::/32"),
            networks("4843", "2001:10::/28"),
            networks("5180", "2001:2::/48"),
            networks("5735", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "198.18.0.0/15"),
            networks("5737", "192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24"),
            networks("6052", "64:ff9b::/96"),
            networks("6333", "192.0.0.0/29"),
            networks("6598", "100.64.0.0/10"),
            networks("6666", "100::/64"),
            networks(
                    "6890",
                    "0.0.0.0/8",
                    "10.0.0.0/8",
                    "100.64.0.0/10",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "172.16.0.0/12",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "192.88.99.0/24",
                    "192.168.0.0/16",
                    "198.18.0.0/15",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "255.255.255.255/32",
                    "::/128",
                    "::1/128",
                    "64:ff9b::/96",
                    "100::/64",
                    "2001::/23",
                    "2001:db8::/32",
                    "2002::/16",
                    "fc00::/7",
                    "fe80::/10"),
            networks("7335", "192.0.0.0/29"));

    /// Of RFC 6890, those whose packets a router drops.
    private static final List<Cidr> NOT_FORWARDED = networks(
                    "",
                    "0.0.0.0/8",
                    "127.0.0.0/8",
                    "169.254.0.0/16",
                    "192.0.0.0/24",
                    "192.0.2.0/24",
                    "198.51.100.0/24",
                    "203.0.113.0/24",
                    "240.0.0.0/4",
                    "255.255.255.255/32",
                    "::/128",
                    "::1/128",
                    "2001:db8::/32",
                    "2001:10::/28",
                    "fe80::/10")
            .getValue();

    private SpecialNetworks() {}

    private static Map.Entry<String, List<Cidr>> networks(String rfc, String... cidrs) {
        return Map.entry(
                rfc,
                Stream.of(cidrs)
                        .map(text -> {
                            Cidr cidr = Cidr.parse(text);
                            if (cidr == null) {
                                throw new IllegalStateException("\"" + text + "\" is no network");
                            }
                            return cidr;
                        })
                        .toList());
    }

    static boolean isKnown(String rfc) {
        return BY_RFC.containsKey(rfc);
    }

    /// Whether an address is in one of the networks of an RFC.
    static boolean contains(String rfc, InetAddress address) {
        return BY_RFC.getOrDefault(rfc, List.of()).stream().anyMatch(cidr -> cidr.contains(address));
    }

    /// Whether routers pass packets of an address on.
    static boolean isForwardable(InetAddress address) {
        return NOT_FORWARDED.stream().noneMatch(cidr -> cidr.contains(address));
    }
}
