package io.praetor.server.state;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServiceList;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads of nodes and services. Names are matched without regard to case. Tags may be `null`, as they were registered;
/// making them empty is the caller's (`http-api.md` §5).
public final class CatalogReads {
    /// Shorter beginnings of a node's ID are not looked up.
    private static final int MIN_ID_PREFIX = 4;

    private final Reader reader;

    CatalogReads(Reader reader) {
        this.reader = reader;
    }

    /// The node with this name.
    public @Nullable Node node(String name, Watches watches) {
        return reader.get(Tables.NODES, Keys.name(name), watches);
    }

    /// The node with this ID, whole.
    public @Nullable Node nodeById(String id, Watches watches) {
        return id.isEmpty() ? null : reader.first(Tables.NODES, Tables.NODE_ID, Keys.name(id), watches);
    }

    /// An instance by its node's name and its ID.
    public @Nullable NodeService service(String node, String id, Watches watches) {
        ServiceRow row = reader.get(Tables.SERVICES, Keys.names(node, id), watches);
        return row == null ? null : row.service();
    }

    /// The name of a service as some instance of it has it; null when there is none.
    public @Nullable String serviceName(String name, Watches watches) {
        ServiceRow row = reader.first(Tables.SERVICES, Tables.SERVICE_NAME, Keys.name(name), watches);
        return row == null ? null : row.service().service();
    }

    /// All nodes, by name.
    ///
    /// @param meta what a node's metadata must contain; empty for all nodes
    public Indexed<List<Node>> nodes(Map<String, String> meta, Watches watches) {
        List<Node> found = new ArrayList<>();
        for (Node node : nodesWith(meta, watches)) {
            found.add(node);
        }
        return new Indexed<>(Indexes.max(reader, Indexes.NODES), Collections.unmodifiableList(found));
    }

    private Iterable<Node> nodesWith(Map<String, String> meta, Watches watches) {
        if (meta.isEmpty()) {
            return reader.all(Tables.NODES, watches);
        }
        Map.Entry<String, String> first = meta.entrySet().iterator().next();
        List<Node> found = new ArrayList<>();
        for (Node node : reader.lookup(
                Tables.NODES, Tables.NODE_META, Tables.metaKey(first.getKey(), first.getValue()), watches)) {
            if (hasMeta(node, meta)) {
                found.add(node);
            }
        }
        return found;
    }

    /// Whether the node's metadata contains all these pairs.
    static boolean hasMeta(Node node, Map<String, String> wanted) {
        Map<String, String> meta = node.meta() == null ? Map.of() : node.meta();
        return wanted.entrySet().stream().allMatch(pair -> pair.getValue().equals(meta.get(pair.getKey())));
    }

    /// The names of all services with the tags that any instance has.
    ///
    /// @param meta what the metadata of an instance's node must contain for the instance to count; empty for all
    public Indexed<SortedMap<String, List<String>>> serviceNames(Map<String, String> meta, Watches watches) {
        SortedMap<String, Set<String>> names = new TreeMap<>();
        // For the watch alone: any change of any instance moves the index that this answers with.
        reader.scan(Tables.SERVICES, Tables.SERVICES.primary(), Key.EMPTY, watches);
        if (meta.isEmpty()) {
            countedNames(names);
            return new Indexed<>(Indexes.max(reader, Indexes.SERVICES), immutable(names));
        }
        for (Node node : nodesWith(meta, watches)) {
            for (ServiceRow row : rowsOf(node.node(), Watches.NONE)) {
                List<String> tags = row.service().tags();
                names.computeIfAbsent(row.service().service(), _ -> new TreeSet<>())
                        .addAll(tags == null ? List.of() : tags);
            }
        }
        return new Indexed<>(Indexes.max(reader, Indexes.SERVICES, Indexes.NODES), immutable(names));
    }

    private void countedNames(SortedMap<String, Set<String>> names) {
        Set<String> tags = new TreeSet<>();
        for (TagRow row : reader.all(Tables.TAGS, Watches.NONE)) {
            if (row.tag() == null) {
                tags = new TreeSet<>();
                names.put(row.service(), tags);
            } else {
                tags.add(row.tag());
            }
        }
    }

    private static SortedMap<String, List<String>> immutable(SortedMap<String, Set<String>> names) {
        SortedMap<String, List<String>> all = new TreeMap<>();
        names.forEach((service, tags) -> all.put(service, List.copyOf(tags)));
        return Collections.unmodifiableSortedMap(all);
    }

    /// The instances of a service, by node and ID.
    ///
    /// @param tags what an instance must have all of, without regard to case; empty for all instances
    public Indexed<List<ServiceNode>> serviceNodes(String service, List<String> tags, Watches watches) {
        Iterable<ServiceRow> rows = reader.lookup(Tables.SERVICES, Tables.SERVICE_NAME, Keys.name(service), watches);
        List<ServiceNode> found = new ArrayList<>();
        boolean exists = false;
        for (ServiceRow row : rows) {
            exists = true;
            if (hasTags(row.service(), tags)) {
                addWithNode(row, found, watches);
            }
        }
        return new Indexed<>(Indexes.ofService(reader, service, exists, false), Collections.unmodifiableList(found));
    }

    /// The instances that serve a service over the mesh: proxies for it, and those that speak mutual TLS themselves.
    public Indexed<List<ServiceNode>> connectServiceNodes(String service, Watches watches) {
        List<ServiceNode> found = new ArrayList<>();
        for (ServiceRow row : reader.lookup(Tables.SERVICES, Tables.SERVICE_CONNECT, Keys.name(service), watches)) {
            addWithNode(row, found, watches);
        }
        return new Indexed<>(
                Indexes.ofService(reader, service, !found.isEmpty(), false), Collections.unmodifiableList(found));
    }

    private void addWithNode(ServiceRow row, List<ServiceNode> found, Watches watches) {
        Node node = reader.get(Tables.NODES, row.nodeKey(), watches);
        if (node != null) {
            found.add(ServiceNode.of(node, row.service()));
        }
    }

    /// Whether the instance has all these tags, without regard to case.
    static boolean hasTags(NodeService service, List<String> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        List<String> tags = service.tags() == null ? List.of() : service.tags();
        return wanted.stream().allMatch(tag -> tags.stream().anyMatch(tag::equalsIgnoreCase));
    }

    /// The services of a node by ID; null when there is no such node.
    ///
    /// @param nameOrId the node's name, its ID, or the beginning of its ID if no other node's begins so
    public Indexed<@Nullable NodeServices> nodeServices(String nameOrId, Watches watches) {
        Node node = nodeLike(nameOrId, watches);
        if (node == null) {
            return new Indexed<>(Indexes.max(reader, Indexes.NODES, Indexes.SERVICES), null);
        }
        SortedMap<String, NodeService> services = new TreeMap<>();
        for (ServiceRow row : rowsOf(node.node(), watches)) {
            services.put(row.service().id(), row.service());
        }
        return new Indexed<>(
                Indexes.max(reader, Indexes.NODES, Indexes.SERVICES),
                new NodeServices(node, Collections.unmodifiableSortedMap(services)));
    }

    /// The services of a node in the order of their IDs; null when there is no such node.
    ///
    /// @param nameOrId the node's name, its ID, or the beginning of its ID if no other node's begins so
    public Indexed<@Nullable NodeServiceList> nodeServiceList(String nameOrId, Watches watches) {
        Node node = nodeLike(nameOrId, watches);
        long index = Indexes.max(reader, Indexes.NODES, Indexes.SERVICES);
        return new Indexed<>(index, node == null ? null : new NodeServiceList(node, servicesOf(node.node(), watches)));
    }

    private @Nullable Node nodeLike(String nameOrId, Watches watches) {
        Node byName = node(nameOrId, watches);
        if (byName != null || nameOrId.length() < MIN_ID_PREFIX) {
            return byName;
        }
        Node only = null;
        for (Node node : reader.scan(Tables.NODES, Tables.NODE_ID, Keys.name(nameOrId), watches)) {
            if (only != null) {
                return null;
            }
            only = node;
        }
        return only;
    }

    /// The services of a node in the order of their IDs.
    public List<NodeService> servicesOf(String node, Watches watches) {
        List<NodeService> services = new ArrayList<>();
        for (ServiceRow row : rowsOf(node, watches)) {
            services.add(row.service());
        }
        return Collections.unmodifiableList(services);
    }

    private Iterable<ServiceRow> rowsOf(String node, Watches watches) {
        return reader.scan(Tables.SERVICES, Tables.SERVICES.primary(), Keys.within(node), watches);
    }
}
