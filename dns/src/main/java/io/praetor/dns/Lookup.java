package io.praetor.dns;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Type;

/// What a name inside our zone means (`server.md` §10).
sealed interface Lookup {
    /// The zone itself: its name servers, or its SOA record, which every name in it answers with.
    record Zone(boolean soa) implements Lookup {}

    /// A transfer of the zone, which is not offered.
    record Transfer() implements Lookup {}

    /// @param datacenter null: this one
    record Node(String name, @Nullable String datacenter) implements Lookup {}

    /// @param tag empty: all instances
    record Service(String name, String tag, @Nullable String datacenter) implements Lookup {}

    /// What serves a service over the mesh.
    record Connect(String name, @Nullable String datacenter) implements Lookup {}

    /// The gateways that let a service be reached.
    record Ingress(String name, @Nullable String datacenter) implements Lookup {}

    /// A prepared query, by name or ID.
    record Prepared(String nameOrId, @Nullable String datacenter) implements Lookup {}

    /// An address spelt as a name.
    ///
    /// @param labels of the question inside the zone
    record Address(String hex, List<String> labels) implements Lookup {}

    /// Nothing we know.
    record Unknown() implements Lookup {}

    /// The words that say what kind of thing a name is.
    Set<String> KINDS = Set.of("service", "connect", "ingress", "node", "query", "addr");

    /// @param labels inside the zone, in lower case
    static Lookup of(List<String> labels, int type) {
        switch (type) {
            case Type.SOA -> {
                return new Zone(true);
            }
            case Type.NS -> {
                return new Zone(false);
            }
            case Type.AXFR -> {
                return new Transfer();
            }
            default -> {}
        }
        for (int i = labels.size() - 1; i >= 0; i--) {
            String label = labels.get(i);
            if (KINDS.contains(label)) {
                return of(label, labels.subList(0, i), labels.subList(i + 1, labels.size()), labels);
            }
            // RFC 2782: a service need not say that it is one
            if (type == Type.SRV && label.startsWith("_")) {
                return of("service", labels.subList(0, i + 1), labels.subList(i + 1, labels.size()), labels);
            }
        }
        return new Unknown();
    }

    private static Lookup of(String kind, List<String> before, List<String> after, List<String> labels) {
        if (before.isEmpty() || after.size() > 1) {
            return new Unknown();
        }
        String datacenter = after.isEmpty() ? null : after.getFirst();
        return switch (kind) {
            case "service" -> service(before, datacenter);
            case "connect" -> new Connect(before.getLast(), datacenter);
            case "ingress" -> new Ingress(before.getLast(), datacenter);
            case "node" -> new Node(String.join(".", before), datacenter);
            case "query" -> new Prepared(String.join(".", before), datacenter);
            default -> before.size() == 1 ? new Address(before.getFirst(), labels) : new Unknown();
        };
    }

    private static Lookup service(List<String> before, @Nullable String datacenter) {
        boolean rfc2782 = before.size() == 2
                && before.get(0).startsWith("_")
                && before.get(1).startsWith("_");
        if (rfc2782) {
            String tag = before.get(1).substring(1);
            return new Service(before.get(0).substring(1), tag.equals("tcp") ? "" : tag, datacenter);
        }
        String tag = String.join(".", before.subList(0, before.size() - 1));
        return new Service(before.getLast(), tag, datacenter);
    }
}
