package io.praetor.dns;

import io.praetor.model.IpText;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.AddressOwners;
import io.praetor.server.query.NodeList;
import io.praetor.server.query.ServicesAtAddress;
import io.praetor.server.query.Standing;
import java.net.InetAddress;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who is at which address. Where the state is at hand, the catalog is read as a whole and once for all addresses,
/// until
/// it changes: an asker of many addresses costs no more than one. Where it is not, servers are asked each time.
final class Owners {
    private static final AddressOwners QUESTION = new AddressOwners();

    private static final NodeList NODES = new NodeList(Map.of(), "", Filter.NONE);

    private final Reads reads;
    private volatile @Nullable Known known;

    private record Known(Standing<Map<InetAddress, AddressOwners.Owner>> standing) {
        boolean holds() {
            return standing.holds() && standing.lastContact().compareTo(Reads.NOTABLE_AGE) <= 0;
        }
    }

    Owners(Reads reads) {
        this.reads = reads;
    }

    /// @throws io.praetor.server.RequestFailure when nobody answers
    AddressOwners.@Nullable Owner at(InetAddress address, DnsSettings.Freshness freshness, Inquiry inquiry) {
        // the answer is soon looked up again; it need not be kept
        inquiry.dependsOnTheMoment();
        Known now = known;
        if (now == null || !now.holds()) {
            // reading everything takes its time, and the lock is held meanwhile
            inquiry.beforeWaiting();
            now = readOnce(freshness);
        }
        return now == null
                ? ask(address, freshness)
                : now.standing().answer().value().get(address);
    }

    private synchronized @Nullable Known readOnce(DnsSettings.Freshness freshness) {
        Known old = known;
        if (old != null && old.holds()) {
            return old;
        }
        known = null;
        if (old != null) {
            old.standing().close();
        }
        Standing<Map<InetAddress, AddressOwners.Owner>> standing = reads.stand(QUESTION, freshness);
        if (standing == null) {
            return null;
        }
        Known now = new Known(standing);
        known = now;
        return now;
    }

    /// What the original asks: all nodes, and then for services at the address.
    private AddressOwners.@Nullable Owner ask(InetAddress address, DnsSettings.Freshness freshness) {
        Inquiry once = new Inquiry(true);
        try {
            for (Node node : reads.ask(NODES, null, freshness, once)) {
                if (address.equals(Addresses.parse(node.address()))) {
                    return new AddressOwners.Owner(false, node.node(), node.datacenter());
                }
            }
            ServicesAtAddress services = new ServicesAtAddress(IpText.of(address), Filter.NONE);
            for (ServiceNode service : reads.ask(services, null, freshness, once)) {
                return new AddressOwners.Owner(true, service.serviceName(), service.datacenter());
            }
            return null;
        } finally {
            once.close();
        }
    }
}
