package io.praetor.dns;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Weights;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// Turns instances of a service into records. Lives for one answer.
final class InstanceAnswers {
    /// Names that one answer chooses from, when there are no addresses.
    private static final int MOST_NAMES = 16;

    /// Records behind a name for a client that takes 512 bytes.
    static final int MOST_FOLLOWED = 5;

    private final Asked asked;
    private final Zone zone;
    private final Inquiry inquiry;
    private final Follower follower;
    private final int depth;
    private final long ttl;

    InstanceAnswers(Asked asked, Zone zone, Inquiry inquiry, Follower follower, int depth, long ttl) {
        this.asked = asked;
        this.zone = zone;
        this.inquiry = inquiry;
        this.follower = follower;
        this.depth = depth;
        this.ttl = ttl;
    }

    /// Those instances that may be answered with.
    static List<CheckServiceNode> healthy(List<CheckServiceNode> all, boolean onlyPassing) {
        List<CheckServiceNode> healthy = new ArrayList<>(all.size());
        for (CheckServiceNode instance : all) {
            String worst = worst(instance.checks());
            if (worst.equals(HealthCheck.PASSING) || (!onlyPassing && worst.equals(HealthCheck.WARNING))) {
                healthy.add(instance);
            }
        }
        return healthy;
    }

    private static String worst(@Nullable List<HealthCheck> checks) {
        String worst = HealthCheck.PASSING;
        if (checks != null) {
            for (HealthCheck check : checks) {
                if (check.status().equals(HealthCheck.WARNING)) {
                    worst = HealthCheck.WARNING;
                } else if (!check.status().equals(HealthCheck.PASSING)) {
                    return HealthCheck.CRITICAL;
                }
            }
        }
        return worst;
    }

    /// The answer that these instances give.
    ///
    /// @param shuffled whether in random order, else as they come
    Reply reply(List<CheckServiceNode> instances, boolean shuffled) {
        boolean recursive = zone.hasRecursors();
        Reply empty = Reply.authority(Rcode.NOERROR, recursive, Reply.SoaPlace.NOWHERE)
                .withLimit();
        Reply reply = asked.type() == Type.SRV
                ? empty.withGroups(servers(instances), Integer.MAX_VALUE, shuffled)
                : addresses(instances, empty, shuffled);
        return reply.groups().isEmpty() ? reply.withSoa(Reply.SoaPlace.AUTHORITY, false) : reply;
    }

    /// Where an instance is.
    ///
    /// @param address of the service or of its node
    /// @param ip      null: the address is a name
    /// @param ofNode  whether the service has no address of its own
    private record Place(
            Node node,
            NodeService service,
            String address,
            @Nullable InetAddress ip,
            boolean ofNode) {}

    private @Nullable Place place(CheckServiceNode instance) {
        Node node = instance.node();
        NodeService service = instance.service();
        if (node == null || service == null) {
            return null;
        }
        DnsSettings settings = zone.settings();
        String own = withoutDot(Addresses.ofService(node, service, asked.type(), settings));
        // a service that says it is at its own name would be a name for itself
        boolean ofNode = own.isEmpty() || own.equalsIgnoreCase(asked.name());
        String address = ofNode ? withoutDot(Addresses.ofNode(node, asked.type(), settings)) : own;
        return new Place(node, service, address, Addresses.parse(address), ofNode);
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    private Reply addresses(List<CheckServiceNode> instances, Reply empty, boolean shuffled) {
        Set<InetAddress> seen = new HashSet<>();
        List<Group> groups = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (CheckServiceNode instance : instances) {
            Place place = place(instance);
            if (place == null) {
                continue;
            }
            InetAddress ip = place.ip();
            if (ip == null) {
                names.add(place.address());
            } else if (isWanted(ip) && seen.add(ip)) {
                groups.add(Group.of(Records.address(null, ip, ttl)));
            }
        }
        if (!groups.isEmpty()) {
            int limit = zone.settings().limits().addresses();
            return empty.withGroups(groups, limit > 0 ? limit : Integer.MAX_VALUE, shuffled);
        }
        // one name alone: a name with two canonical names would be none
        return empty.withGroups(
                names.stream()
                        .limit(MOST_NAMES)
                        .flatMap(name -> named(name).stream())
                        .toList(),
                1,
                shuffled);
    }

    private boolean isWanted(InetAddress ip) {
        return switch (asked.type()) {
            case Type.ANY, Type.TXT -> true;
            default -> asked.type() == Records.typeOf(ip);
        };
    }

    private List<Group> named(String name) {
        Name target = WireName.name(name);
        if (target == null) {
            return List.of();
        }
        List<Rr> records = new ArrayList<>();
        records.add(Records.cname(target, ttl));
        records.addAll(followed(name));
        return List.of(new Group(records, List.of(), List.of()));
    }

    /// What a name leads to, to be kept as long as the service.
    private List<Rr> followed(String name) {
        return follower.follow(name, asked, zone, inquiry, depth).stream()
                .filter(record -> switch (record.type()) {
                    case Type.CNAME, Type.A, Type.AAAA -> true;
                    default -> false;
                })
                .limit(asked.edns() ? Integer.MAX_VALUE : MOST_FOLLOWED)
                .map(record -> record.withTtl(ttl))
                .toList();
    }

    private List<Group> servers(List<CheckServiceNode> instances) {
        Set<String> seen = new HashSet<>();
        List<Group> groups = new ArrayList<>();
        for (CheckServiceNode instance : instances) {
            Place place = place(instance);
            if (place == null) {
                continue;
            }
            int port = Addresses.portOf(place.node(), place.service(), zone.settings());
            String key = place.node().node() + ":" + place.address() + ":" + port;
            Name target = seen.add(key) ? target(place) : null;
            if (target != null) {
                Rr server = Records.srv(weight(instance, place.service()), port, target, ttl);
                groups.add(new Group(List.of(server), glue(place, target), texts(place.node())));
            }
        }
        return groups;
    }

    private @Nullable Name target(Place place) {
        InetAddress ip = place.ip();
        if (ip == null) {
            return WireName.name(place.address());
        }
        String datacenter = datacenter(place.node());
        boolean plain = place.ofNode() && place.address().equals(place.node().address());
        return plain ? zone.nodeName(place.node().node(), datacenter) : zone.addressName(ip.getAddress(), datacenter);
    }

    private List<Rr> glue(Place place, Name target) {
        InetAddress ip = place.ip();
        return ip == null ? followed(place.address()) : List.of(Records.address(WireName.of(target), ip, ttl));
    }

    private List<Rr> texts(Node node) {
        if (!zone.settings().content().nodeMeta()
                || node.meta() == null
                || node.meta().isEmpty()) {
            return List.of();
        }
        Name owner = zone.nodeName(node.node(), datacenter(node));
        return owner == null ? List.of() : Records.meta(WireName.of(owner), node.meta(), ttl);
    }

    private String datacenter(Node node) {
        return node.datacenter().isEmpty() ? zone.settings().datacenter() : node.datacenter();
    }

    private static int weight(CheckServiceNode instance, NodeService service) {
        Weights weights = service.weights() == null ? Weights.DEFAULT : service.weights();
        return switch (worst(instance.checks())) {
            case HealthCheck.PASSING -> weights.passing();
            case HealthCheck.WARNING -> weights.warning();
            default -> 0;
        };
    }
}
