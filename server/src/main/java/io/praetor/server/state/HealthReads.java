package io.praetor.server.state;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeService;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Reads of checks, alone and with the instances they are about. Names are matched without regard to case. Tags may be
/// `null`.
public final class HealthReads {
    /// The state that stands for all.
    private static final String ANY = "any";

    private final Reader reader;

    HealthReads(Reader reader) {
        this.reader = reader;
    }

    /// A check by its node's name and its ID.
    public @Nullable HealthCheck check(String node, String checkId, Watches watches) {
        return reader.get(Tables.CHECKS, Keys.names(node, checkId), watches);
    }

    /// All checks of a node and of the services on it, by ID.
    public Indexed<List<HealthCheck>> nodeChecks(String node, Watches watches) {
        return new Indexed<>(Indexes.max(reader, Indexes.CHECKS), checksOf(node, watches));
    }

    private List<HealthCheck> checksOf(String node, Watches watches) {
        return list(reader.scan(Tables.CHECKS, Tables.CHECKS.primary(), Keys.within(node), watches));
    }

    private static List<HealthCheck> list(Iterable<HealthCheck> checks) {
        List<HealthCheck> all = new ArrayList<>();
        checks.forEach(all::add);
        return Collections.unmodifiableList(all);
    }

    /// The checks of a service's instances, by node and ID.
    ///
    /// @param meta what the metadata of a check's node must contain; empty for all nodes
    public Indexed<List<HealthCheck>> serviceChecks(String service, Map<String, String> meta, Watches watches) {
        Iterable<HealthCheck> checks = reader.lookup(Tables.CHECKS, Tables.CHECK_SERVICE, Keys.name(service), watches);
        long index =
                meta.isEmpty() ? Indexes.max(reader, Indexes.CHECKS) : Indexes.ofService(reader, service, true, true);
        return new Indexed<>(index, onNodesWith(meta, checks, watches));
    }

    /// The checks in a state (`passing`, `warning`, `critical`), or all of them for `any`, by node and ID.
    ///
    /// @param meta what the metadata of a check's node must contain; empty for all nodes
    public Indexed<List<HealthCheck>> checksInState(String state, Map<String, String> meta, Watches watches) {
        Iterable<HealthCheck> checks = state.equals(ANY)
                ? reader.all(Tables.CHECKS, watches)
                : reader.lookup(Tables.CHECKS, Tables.CHECK_STATUS, Keys.exact(state), watches);
        return new Indexed<>(Indexes.max(reader, Indexes.CHECKS), onNodesWith(meta, checks, watches));
    }

    private List<HealthCheck> onNodesWith(Map<String, String> meta, Iterable<HealthCheck> checks, Watches watches) {
        if (meta.isEmpty()) {
            return list(checks);
        }
        List<HealthCheck> found = new ArrayList<>();
        for (HealthCheck check : checks) {
            Node node = reader.get(Tables.NODES, Keys.name(check.node()), watches);
            if (node != null && CatalogReads.hasMeta(node, meta)) {
                found.add(check);
            }
        }
        return Collections.unmodifiableList(found);
    }

    /// The instances of a service with their checks, by node and ID. While the service exists, every change that shows
    /// here moves the service's own index, so that row is all there is to watch.
    public Indexed<List<CheckServiceNode>> serviceNodes(String service, Watches watches) {
        boolean exists = Indexes.orNull(reader, Indexes.service(service), watches) != null;
        Watches fine = exists ? Watches.NONE : watches;
        Iterable<ServiceRow> rows = reader.lookup(Tables.SERVICES, Tables.SERVICE_NAME, Keys.name(service), fine);
        List<CheckServiceNode> found = withChecks(rows, fine);
        return new Indexed<>(Indexes.ofService(reader, service, !found.isEmpty(), true), found);
    }

    /// The instances of a service that have all these tags, without regard to case.
    public Indexed<List<CheckServiceNode>> serviceNodes(String service, List<String> tags, Watches watches) {
        if (tags.isEmpty()) {
            return serviceNodes(service, watches);
        }
        boolean exists = false;
        List<ServiceRow> tagged = new ArrayList<>();
        for (ServiceRow row : reader.lookup(Tables.SERVICES, Tables.SERVICE_NAME, Keys.name(service), watches)) {
            exists = true;
            if (CatalogReads.hasTags(row.service(), tags)) {
                tagged.add(row);
            }
        }
        return new Indexed<>(Indexes.ofService(reader, service, exists, true), withChecks(tagged, watches));
    }

    /// The instances that serve a service over the mesh, with their checks.
    public Indexed<List<CheckServiceNode>> connectServiceNodes(String service, Watches watches) {
        Iterable<ServiceRow> rows = reader.lookup(Tables.SERVICES, Tables.SERVICE_CONNECT, Keys.name(service), watches);
        List<CheckServiceNode> found = withChecks(rows, Watches.NONE);
        TreeSet<String> names = new TreeSet<>();
        for (ServiceRow row : rows) {
            names.add(Keys.folded(row.service().service()));
        }
        if (names.isEmpty()) {
            return new Indexed<>(Indexes.ofService(reader, service, false, true), found);
        }
        long index = 0;
        for (String name : names) {
            Indexes.orNull(reader, Indexes.service(name), watches);
            index = Math.max(index, Indexes.ofService(reader, name, true, true));
        }
        return new Indexed<>(index, found);
    }

    /// The ingress gateways that let a service be reached. Nothing links gateways to services before configuration
    /// entries exist.
    public Indexed<List<CheckServiceNode>> ingressServiceNodes(String service, Watches watches) {
        return new Indexed<>(Indexes.get(reader, Indexes.GATEWAY_SERVICES, watches), List.of());
    }

    /// All instances with their checks, by service name, node and ID.
    ///
    /// @param kind only instances of this kind (empty: typical ones); null for all
    public Indexed<List<CheckServiceNode>> allServiceNodes(@Nullable String kind, Watches watches) {
        long index = 0;
        for (String table : List.of(Indexes.NODES, Indexes.SERVICES, Indexes.CHECKS, Indexes.GATEWAY_SERVICES)) {
            index = Math.max(index, Indexes.get(reader, table, watches));
        }
        Iterable<ServiceRow> rows = kind == null
                ? reader.all(Tables.SERVICES, Watches.NONE)
                : reader.lookup(Tables.SERVICES, Tables.SERVICE_KIND, Keys.name(kind), Watches.NONE);
        return new Indexed<>(index, withChecks(rows, Watches.NONE));
    }

    private List<CheckServiceNode> withChecks(Iterable<ServiceRow> rows, Watches watches) {
        List<CheckServiceNode> found = new ArrayList<>();
        for (ServiceRow row : rows) {
            Node node = reader.get(Tables.NODES, row.nodeKey(), watches);
            if (node != null) {
                found.add(new CheckServiceNode(node, row.service(), checksFor(node.node(), row.service(), watches)));
            }
        }
        return Collections.unmodifiableList(found);
    }

    /// The node's own checks, then the instance's, each by ID.
    private List<HealthCheck> checksFor(String node, NodeService service, Watches watches) {
        List<HealthCheck> checks = new ArrayList<>();
        instanceChecks(node, "", watches).forEach(checks::add);
        if (!service.id().isEmpty()) {
            instanceChecks(node, service.id(), watches).forEach(checks::add);
        }
        return Collections.unmodifiableList(checks);
    }

    private Iterable<HealthCheck> instanceChecks(String node, String serviceId, Watches watches) {
        return reader.lookup(Tables.CHECKS, Tables.CHECK_INSTANCE, Keys.names(node, serviceId), watches);
    }

    /// A node with everything on it; null when there is no such node.
    public Indexed<@Nullable NodeInfo> nodeInfo(String name, Watches watches) {
        Node node = reader.get(Tables.NODES, Keys.name(name), watches);
        return new Indexed<>(dumpIndex(), node == null ? null : info(node, watches));
    }

    /// All nodes with everything on them, by name.
    public Indexed<List<NodeInfo>> nodeInfos(Watches watches) {
        List<NodeInfo> infos = new ArrayList<>();
        for (Node node : reader.all(Tables.NODES, watches)) {
            infos.add(info(node, watches));
        }
        return new Indexed<>(dumpIndex(), Collections.unmodifiableList(infos));
    }

    private long dumpIndex() {
        return Indexes.max(reader, Indexes.NODES, Indexes.SERVICES, Indexes.CHECKS);
    }

    private NodeInfo info(Node node, Watches watches) {
        List<NodeService> services = new ArrayList<>();
        for (ServiceRow row :
                reader.scan(Tables.SERVICES, Tables.SERVICES.primary(), Keys.within(node.node()), watches)) {
            services.add(row.service());
        }
        return new NodeInfo(
                node.id(),
                node.node(),
                node.address(),
                node.taggedAddresses(),
                node.meta(),
                Collections.unmodifiableList(services),
                checksOf(node.node(), watches));
    }
}
