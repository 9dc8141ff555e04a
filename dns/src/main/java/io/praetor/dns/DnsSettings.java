package io.praetor.dns;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// How names are answered (`agent.md` §3, `dns_config`); may be replaced while the server runs.
///
/// @param domain     the zone, without the last dot: `consul`
/// @param altDomain  a second name of the zone; empty: none
/// @param datacenter this agent's
/// @param node       this agent's name, a label of its figures
public record DnsSettings(
        String domain,
        String altDomain,
        String datacenter,
        String node,
        Ttls ttls,
        Soa soa,
        Limits limits,
        Freshness freshness,
        Content content,
        Recursion recursion) {
    /// Names are matched in lower case.
    public DnsSettings {
        domain = zone(domain);
        altDomain = zone(altDomain);
        if (domain.isEmpty()) {
            throw new IllegalArgumentException("domain is empty");
        }
    }

    private static String zone(String name) {
        String trimmed = name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
        return trimmed.toLowerCase(Locale.ROOT);
    }

    /// The defaults.
    public static DnsSettings of(String datacenter, String node) {
        return new DnsSettings(
                "consul",
                "",
                datacenter,
                node,
                Ttls.NONE,
                Soa.DEFAULT,
                Limits.DEFAULT,
                Freshness.DEFAULT,
                Content.DEFAULT,
                Recursion.NONE);
    }

    /// Looks whether the domains can be zones.
    ///
    /// @throws IllegalArgumentException when one is no domain name
    public void check() {
        new Zone(this);
    }

    /// How long records may be kept.
    ///
    /// @param node     of nodes, addresses and name servers
    /// @param services by name, by `prefix*`, or `*` for all others
    public record Ttls(Duration node, Map<String, Duration> services) {
        /// Nothing may be kept.
        public static final Ttls NONE = new Ttls(Duration.ZERO, Map.of());

        /// Names are matched in lower case.
        public Ttls {
            TreeMap<String, Duration> folded = new TreeMap<>();
            services.forEach((name, ttl) -> folded.put(name.toLowerCase(Locale.ROOT), ttl));
            services = java.util.Collections.unmodifiableMap(folded);
        }

        /// That of a service: by its own name, else by the longest prefix, else by `*`.
        Duration service(String name) {
            String folded = name.toLowerCase(Locale.ROOT);
            Duration exact = services.get(folded);
            if (exact != null) {
                return exact;
            }
            for (int length = folded.length(); length >= 0; length--) {
                Duration ttl = services.get(folded.substring(0, length) + "*");
                if (ttl != null) {
                    return ttl;
                }
            }
            return Duration.ZERO;
        }
    }

    /// The numbers of the SOA record, in seconds.
    public record Soa(long refresh, long retry, long expire, long minTtl) {
        /// An hour, ten minutes, a day, nothing.
        public static final Soa DEFAULT = new Soa(3600, 600, 86400, 0);
    }

    /// How large answers get.
    ///
    /// @param udpAnswers     records in a UDP answer to a client without EDNS
    /// @param addresses      addresses in an answer; 0: all
    /// @param truncate       whether the TC bit tells that something was left out
    /// @param compress       whether names are compressed
    public record Limits(int udpAnswers, int addresses, boolean truncate, boolean compress) {
        /// Three, all, no, yes.
        public static final Limits DEFAULT = new Limits(3, 0, false, true);

        private static final int MOST_PLAIN_UDP_ANSWERS = 8;

        /// How many records of a service a UDP client without EDNS gets; may be none.
        int plainUdpAnswers() {
            return Math.clamp(udpAnswers, 0, MOST_PLAIN_UDP_ANSWERS);
        }
    }

    /// How old what is answered may be.
    ///
    /// @param allowStale whether any server may answer
    /// @param maxStale   how long it may have been without contact to the leader
    public record Freshness(boolean allowStale, Duration maxStale) {
        /// Any server, for ten years.
        public static final Freshness DEFAULT = new Freshness(true, Duration.ofDays(3650));
    }

    /// What is in answers.
    ///
    /// @param onlyPassing       whether an instance with a warning is left out
    /// @param nodeMeta          whether a node's metadata comes with its address
    /// @param translateWan      whether addresses of other datacenters are those for the WAN
    public record Content(boolean onlyPassing, boolean nodeMeta, boolean translateWan) {
        /// No, yes, no.
        public static final Content DEFAULT = new Content(false, true, false);
    }

    /// Who is asked for names of others.
    ///
    /// @param servers in this order
    /// @param random  whether in any order instead
    /// @param timeout for one of them
    public record Recursion(List<InetSocketAddress> servers, boolean random, Duration timeout) {
        /// Nobody.
        public static final Recursion NONE = new Recursion(List.of(), false, Duration.ofSeconds(2));

        /// Copies the list.
        public Recursion {
            servers = List.copyOf(servers);
        }
    }
}
