package io.praetor.dns;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;

/// The settings, with what is worked out of them once.
final class Zone {
    private static final List<String> REVERSE = List.of("arpa");

    private final DnsSettings settings;
    private final List<String> domain;
    private final List<String> altDomain;
    private final WireName owner;
    private final WireName primaryServer;
    private final WireName mailbox;

    /// @throws IllegalArgumentException when a domain is no domain name
    Zone(DnsSettings settings) {
        this.settings = settings;
        domain = List.of(settings.domain().split("\\."));
        altDomain = settings.altDomain().isEmpty()
                ? List.of()
                : List.of(settings.altDomain().split("\\."));
        owner = wire(settings.domain());
        primaryServer = wire("ns." + settings.domain());
        mailbox = wire("hostmaster." + settings.domain());
        if (!altDomain.isEmpty()) {
            wire(settings.altDomain());
        }
    }

    private static WireName wire(String text) {
        WireName name = WireName.of(text);
        if (name == null) {
            throw new IllegalArgumentException("\"" + text + "\" is not a domain name");
        }
        return name;
    }

    /// Where a name belongs.
    sealed interface Place {
        /// To us.
        ///
        /// @param labels what stands before the zone's own
        record Inside(List<String> labels) implements Place {}

        /// To the addresses of everybody.
        record Reverse() implements Place {}

        /// To somebody else.
        record Elsewhere() implements Place {}
    }

    Place place(List<String> labels) {
        List<String> longer = altDomain.size() > domain.size() ? altDomain : domain;
        List<String> shorter = altDomain.size() > domain.size() ? domain : altDomain;
        List<String> inside = inside(labels, longer);
        if (inside == null && !shorter.isEmpty()) {
            inside = inside(labels, shorter);
        }
        if (inside != null) {
            return new Place.Inside(inside);
        }
        return inside(labels, REVERSE) == null ? new Place.Elsewhere() : new Place.Reverse();
    }

    private static @Nullable List<String> inside(List<String> labels, List<String> zone) {
        int own = labels.size() - zone.size();
        return own >= 0 && labels.subList(own, labels.size()).equals(zone) ? labels.subList(0, own) : null;
    }

    DnsSettings settings() {
        return settings;
    }

    boolean hasRecursors() {
        return !settings.recursion().servers().isEmpty();
    }

    /// The name of the zone, which its SOA and NS records stand at.
    WireName owner() {
        return owner;
    }

    /// `MNAME` of the SOA record.
    WireName primaryServer() {
        return primaryServer;
    }

    /// `RNAME` of the SOA record.
    WireName mailbox() {
        return mailbox;
    }

    /// The name of a node.
    ///
    /// @return null when it is too long to be one
    @Nullable Name nodeName(String node, String datacenter) {
        return WireName.name(node + ".node." + datacenter + "." + settings.domain());
    }

    /// The name of a service.
    @Nullable Name serviceName(String service, String datacenter) {
        return WireName.name(service + ".service." + datacenter + "." + settings.domain());
    }

    /// An address spelt as a name.
    @Nullable Name addressName(byte[] address, String datacenter) {
        return WireName.name(
                java.util.HexFormat.of().formatHex(address) + ".addr." + datacenter + "." + settings.domain());
    }
}
