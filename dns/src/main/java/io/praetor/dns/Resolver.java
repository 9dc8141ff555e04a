package io.praetor.dns;

import io.praetor.model.GoDuration;
import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.server.RequestFailure;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.AddressOwners;
import io.praetor.server.query.HealthService;
import io.praetor.server.query.NodeServiceEntries;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// Works answers out from the catalog.
final class Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);

    private static final int MOST_NAME_SERVERS = 3;
    /// What servers register as.
    private static final String SERVERS = "consul";

    private static final int IPV4_DIGITS = 8;
    private static final int IPV6_DIGITS = 32;

    private final Reads reads;
    private final PreparedLookups prepared;
    private final Owners owners;
    private final Follower follower;

    /// @param random thread-safe
    Resolver(Reads reads, PreparedLookups prepared, Upstream upstream, RandomGenerator random) {
        this.reads = reads;
        this.prepared = prepared;
        owners = new Owners(reads);
        follower = new Follower(this, upstream, random);
    }

    /// The answer.
    ///
    /// @return null when somebody else has to be asked
    /// @throws Inquiry.MustWait when it must be waited for and the inquiry may not
    @Nullable Reply resolve(Asked asked, Zone zone, Inquiry inquiry) {
        return switch (zone.place(asked.labels())) {
            case Zone.Place.Inside(List<String> labels) -> inside(asked, labels, zone, inquiry, Follower.DEEPEST);
            case Zone.Place.Reverse _ -> reverse(asked, zone, inquiry);
            case Zone.Place.Elsewhere _ -> null;
        };
    }

    /// The answer for a name in our zone.
    ///
    /// @param labels of the name inside the zone
    /// @param depth  how many more times a name may lead to another
    Reply inside(Asked asked, List<String> labels, Zone zone, Inquiry inquiry, int depth) {
        Lookup lookup = Lookup.of(labels, asked.type());
        Reply reply;
        try {
            reply = switch (lookup) {
                case Lookup.Zone(boolean soa) -> zone(soa, zone, inquiry);
                case Lookup.Transfer _ -> plain(Rcode.NOTIMP, zone);
                case Lookup.Node node -> node(node, asked, zone, inquiry, depth);
                case Lookup.Service service -> service(service, asked, zone, inquiry, depth);
                case Lookup.Connect(String name, String datacenter) ->
                    instances(name, HealthService.Kind.CONNECT, "", datacenter, asked, zone, inquiry, depth);
                case Lookup.Ingress(String name, String datacenter) ->
                    instances(name, HealthService.Kind.INGRESS, "", datacenter, asked, zone, inquiry, depth);
                case Lookup.Prepared query -> prepared(query, asked, zone, inquiry, depth);
                case Lookup.Address address -> address(address, zone);
                case Lookup.Unknown _ -> nothing(zone);
            };
        } catch (RequestFailure e) {
            reply = failure(e, zone, inquiry);
        }
        return lookup instanceof Lookup.Prepared ? reply.forOneNetwork() : reply;
    }

    private static Reply failure(RequestFailure failure, Zone zone, Inquiry inquiry) {
        inquiry.dependsOnTheMoment();
        if (failure.text().equals(RequestFailure.noPathToDatacenter().text())) {
            return nothing(zone);
        }
        LOG.atDebug().addKeyValue("error", failure.text()).log("DNS lookup failed");
        return plain(Rcode.SERVFAIL, zone);
    }

    private static Reply plain(int rcode, Zone zone) {
        return Reply.authority(rcode, zone.hasRecursors(), Reply.SoaPlace.NOWHERE);
    }

    private static Reply nothing(Zone zone) {
        return Reply.authority(Rcode.NXDOMAIN, zone.hasRecursors(), Reply.SoaPlace.AUTHORITY);
    }

    private Reply service(Lookup.Service service, Asked asked, Zone zone, Inquiry inquiry, int depth) {
        return instances(
                service.name(),
                HealthService.Kind.SERVICE,
                service.tag(),
                service.datacenter(),
                asked,
                zone,
                inquiry,
                depth);
    }

    private Reply instances(
            String name,
            HealthService.Kind kind,
            String tag,
            @Nullable String datacenter,
            Asked asked,
            Zone zone,
            Inquiry inquiry,
            int depth) {
        DnsSettings settings = zone.settings();
        // all instances, whatever their tags: the answer then depends on one row of the state
        HealthService query = new HealthService(name, kind, List.of(), false, Map.of(), "", Filter.NONE);
        List<CheckServiceNode> all = reads.ask(query, datacenter, settings.freshness(), inquiry);
        List<CheckServiceNode> tagged = tag.isEmpty()
                ? all
                : all.stream().filter(instance -> hasTag(instance, tag)).toList();
        List<CheckServiceNode> healthy =
                InstanceAnswers.healthy(tagged, settings.content().onlyPassing());
        if (healthy.isEmpty()) {
            return nothing(zone);
        }
        long ttl = Records.seconds(settings.ttls().service(name));
        return new InstanceAnswers(asked, zone, inquiry, follower, depth, ttl).reply(healthy, true);
    }

    private static boolean hasTag(CheckServiceNode instance, String tag) {
        NodeService service = instance.service();
        return service != null
                && service.tags() != null
                && service.tags().stream().anyMatch(tag::equalsIgnoreCase);
    }

    private Reply prepared(Lookup.Prepared query, Asked asked, Zone zone, Inquiry inquiry, int depth) {
        inquiry.beforeWaiting();
        inquiry.dependsOnTheMoment();
        DnsSettings settings = zone.settings();
        PreparedLookups.Found found = prepared.execute(new PreparedLookups.Execution(
                query.nameOrId(),
                query.datacenter(),
                asked.source(),
                0,
                false,
                settings.freshness().allowStale(),
                reads.token()));
        if (found == null || found.nodes().isEmpty()) {
            return nothing(zone);
        }
        Duration ttl = found.ttl().isEmpty() ? settings.ttls().service(found.service()) : ttl(found.ttl());
        return new InstanceAnswers(asked, zone, inquiry, follower, depth, Records.seconds(ttl))
                .reply(found.nodes(), false);
    }

    private static Duration ttl(String text) {
        Long nanos = GoDuration.parseOrNull(text);
        return nanos == null ? Duration.ZERO : Duration.ofNanos(nanos);
    }

    private Reply node(Lookup.Node lookup, Asked asked, Zone zone, Inquiry inquiry, int depth) {
        int type = asked.type();
        if (type != Type.A && type != Type.AAAA && type != Type.ANY && type != Type.TXT) {
            return plain(Rcode.NOERROR, zone);
        }
        DnsSettings settings = zone.settings();
        Node node = reads.ask(
                        new NodeServiceEntries(lookup.name(), Filter.NONE),
                        lookup.datacenter(),
                        settings.freshness(),
                        inquiry)
                .node();
        if (node == null) {
            return nothing(zone);
        }
        long ttl = Records.seconds(settings.ttls().node());
        List<Rr> answers = new ArrayList<>();
        if (type != Type.TXT) {
            answers.addAll(addressOf(node, asked, zone, inquiry, depth, ttl));
        }
        List<Rr> texts = Records.meta(null, node.meta(), ttl);
        boolean asAnswer = type == Type.TXT || type == Type.ANY;
        if (asAnswer) {
            answers.addAll(texts);
        }
        Reply reply = Reply.of(zone.hasRecursors(), List.of(new Group(answers, List.of(), List.of())));
        return asAnswer || !settings.content().nodeMeta() ? reply : reply.withExtra(texts);
    }

    private List<Rr> addressOf(Node node, Asked asked, Zone zone, Inquiry inquiry, int depth, long ttl) {
        String address = Addresses.ofNode(node, asked.type(), zone.settings());
        InetAddress ip = Addresses.parse(address);
        if (ip != null) {
            boolean wanted = asked.type() == Type.ANY || asked.type() == Records.typeOf(ip);
            return wanted ? List.of(Records.address(null, ip, ttl)) : List.of();
        }
        Name target = WireName.name(address);
        if (target == null) {
            return List.of();
        }
        List<Rr> records = new ArrayList<>();
        records.add(Records.cname(target, ttl));
        follower.follow(address, asked, zone, inquiry, depth).stream()
                .limit(asked.edns() ? Integer.MAX_VALUE : InstanceAnswers.MOST_FOLLOWED)
                .forEach(records::add);
        return records;
    }

    private static Reply address(Lookup.Address lookup, Zone zone) {
        String hex = lookup.hex();
        if (hex.length() != IPV4_DIGITS && hex.length() != IPV6_DIGITS) {
            return plain(Rcode.NOERROR, zone);
        }
        byte[] address;
        try {
            address = HexFormat.of().parseHex(hex);
        } catch (IllegalArgumentException e) {
            return nothing(zone);
        }
        // as recorded, under the zone's first name, in lower case
        WireName owner = WireName.of(
                String.join(".", lookup.labels()) + "." + zone.settings().domain());
        int type = hex.length() == IPV4_DIGITS ? Type.A : Type.AAAA;
        long ttl = Records.seconds(zone.settings().ttls().node());
        return Reply.of(zone.hasRecursors(), List.of(Group.of(new Rr(owner, type, ttl, address, null, false))));
    }

    private Reply zone(boolean soa, Zone zone, Inquiry inquiry) {
        DnsSettings settings = zone.settings();
        HealthService query =
                new HealthService(SERVERS, HealthService.Kind.SERVICE, List.of(), false, Map.of(), "", Filter.NONE);
        List<CheckServiceNode> servers = reads.ask(query, null, settings.freshness(), inquiry);
        long ttl = Records.seconds(settings.ttls().node());
        List<Group> groups = new ArrayList<>();
        for (CheckServiceNode server :
                InstanceAnswers.healthy(servers, settings.content().onlyPassing())) {
            Node node = server.node();
            Name name =
                    node == null || !isLabel(node.node()) ? null : zone.nodeName(node.node(), settings.datacenter());
            if (node != null && name != null) {
                InetAddress ip = Addresses.parse(Addresses.ofNode(node, Type.ANY, settings));
                List<Rr> glue = ip == null ? List.of() : List.of(Records.address(WireName.of(name), ip, ttl));
                groups.add(new Group(List.of(Records.ns(zone.owner(), name, ttl)), glue, List.of()));
            }
        }
        Reply reply = plain(Rcode.NOERROR, zone).withGroups(groups, MOST_NAME_SERVERS, true);
        return soa ? reply.withSoa(Reply.SoaPlace.ANSWER, true) : reply;
    }

    /// Whether a server's name may be part of a host name.
    private static boolean isLabel(String name) {
        return name.chars().allMatch(c -> c == '-' || (c < 128 && Character.isLetterOrDigit(c)));
    }

    private @Nullable Reply reverse(Asked asked, Zone zone, Inquiry inquiry) {
        InetAddress address = Addresses.reversed(asked.labels());
        AddressOwners.Owner owner;
        try {
            owner = address == null ? null : owners.at(address, zone.settings().freshness(), inquiry);
        } catch (RequestFailure e) {
            return failure(e, zone, inquiry);
        }
        if (owner == null) {
            return null;
        }
        String datacenter = owner.datacenter().isEmpty() ? zone.settings().datacenter() : owner.datacenter();
        Name name =
                owner.service() ? zone.serviceName(owner.name(), datacenter) : zone.nodeName(owner.name(), datacenter);
        if (name == null) {
            return null;
        }
        Reply reply = Reply.of(zone.hasRecursors(), List.of(Group.of(Records.ptr(name))));
        return asked.type() == Type.SOA ? reply.withSoa(Reply.SoaPlace.AUTHORITY, false) : reply;
    }
}
