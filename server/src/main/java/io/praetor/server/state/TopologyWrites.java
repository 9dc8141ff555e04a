package io.praetor.server.state;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Upstream;
import io.praetor.store.Watches;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Which services say they need which others, from the upstreams of their proxies (`state-and-index.md` §6).
final class TopologyWrites {
    private static final String PREPARED_QUERY = "prepared_query";

    private final StateWrite write;

    TopologyWrites(StateWrite write) {
        this.write = write;
    }

    /// A proxy's registration has changed from `before` to `after`.
    ///
    /// @return whether that changes what it needs
    boolean replace(String node, @Nullable NodeService before, @Nullable NodeService after) {
        SortedMap<String, Link> old = links(before);
        SortedMap<String, Link> wanted = links(after);
        if (old.equals(wanted)) {
            return false;
        }
        old.forEach((key, link) -> {
            if (before != null && !wanted.containsKey(key)) {
                remove(link, ref(node, before));
            }
        });
        wanted.forEach((key, link) -> {
            if (after != null && !old.containsKey(key)) {
                add(link, ref(node, after));
            }
        });
        return true;
    }

    private record Link(String upstream, String downstream) {}

    private static String ref(String node, NodeService service) {
        return node + "/" + service.id();
    }

    private static SortedMap<String, Link> links(@Nullable NodeService proxy) {
        SortedMap<String, Link> links = new TreeMap<>();
        if (proxy == null || !proxy.kind().equals(NodeService.CONNECT_PROXY)) {
            return links;
        }
        List<Upstream> upstreams = proxy.proxy().upstreams();
        if (upstreams != null) {
            String downstream = proxy.proxy().destinationServiceName();
            for (Upstream upstream : upstreams) {
                if (!upstream.destinationType().equals(PREPARED_QUERY)) {
                    String name = upstream.destinationName();
                    links.put(Keys.folded(name) + "\0" + Keys.folded(downstream), new Link(name, downstream));
                }
            }
        }
        return links;
    }

    private void add(Link link, String ref) {
        TopologyRow row = get(link);
        SortedSet<String> refs = row == null ? new TreeSet<>() : new TreeSet<>(row.refs());
        refs.add(ref);
        put(link, row, refs);
    }

    private void remove(Link link, String ref) {
        TopologyRow row = get(link);
        if (row == null) {
            return;
        }
        SortedSet<String> refs = new TreeSet<>(row.refs());
        refs.remove(ref);
        if (refs.isEmpty()) {
            write.tx().delete(Tables.TOPOLOGY, Keys.names(link.upstream(), link.downstream()));
            write.touch(Indexes.TOPOLOGY);
        } else {
            put(link, row, refs);
        }
    }

    private @Nullable TopologyRow get(Link link) {
        return write.tx().get(Tables.TOPOLOGY, Keys.names(link.upstream(), link.downstream()), Watches.NONE);
    }

    private void put(Link link, @Nullable TopologyRow before, SortedSet<String> refs) {
        long created = before == null ? write.index() : before.createIndex();
        write.tx()
                .put(
                        Tables.TOPOLOGY,
                        new TopologyRow(
                                link.upstream(),
                                link.downstream(),
                                Collections.unmodifiableSortedSet(refs),
                                created,
                                write.index()));
        write.touch(Indexes.TOPOLOGY);
    }
}
