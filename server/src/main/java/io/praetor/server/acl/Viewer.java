package io.praetor.server.acl;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeInfo;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceNode;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.session.Session;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Whoever asks a question (`acl.md` §8): what they may not see is left out of the answer, or the question is refused.
/// It keeps in mind whether something was left out.
///
/// For one answer, on one thread. What loses nothing stays the same object, so that equal answers to different tokens
/// cost no copy. Anything that picks by the caller's wishes (`filter=`, limits, distances) comes after it: otherwise
/// whoever asks could find out by wishing what is hidden from them.
public final class Viewer {
    /// Sees everything: nobody's access is controlled.
    public static final Viewer ALL = new Viewer(Authorizer.ALL, false);

    private final Authorizer by;
    private final boolean open;
    private final boolean keyLists;
    private boolean filtered;

    private Viewer(Authorizer by, boolean keyLists) {
        this.by = by;
        this.keyLists = keyLists;
        open = isAll(by);
    }

    /// Somebody who may see what their token allows.
    ///
    /// @param keyLists whether keys are listed only for those with `key:list` (`acl.enable_key_list_policy`)
    public static Viewer of(Authorizer by, boolean keyLists) {
        return isAll(by) ? ALL : new Viewer(by, keyLists);
    }

    @SuppressWarnings("ReferenceEquality") // there is one such object
    private static boolean isAll(Authorizer by) {
        return by == Authorizer.ALL;
    }

    /// What the viewer's token stands for.
    public Authorizer authorizer() {
        return by;
    }

    /// Whether something was left out.
    public boolean filtered() {
        return filtered;
    }

    /// Whether this viewer may.
    public boolean may(Resource resource, String name, Access access) {
        return open || by.allows(resource, name, access);
    }

    /// @throws RequestFailure `Permission denied` if this viewer may not
    public void require(Resource resource, String name, Access access) {
        by.require(resource, name, access);
    }

    /// @throws RequestFailure `Permission denied` if this viewer may not list what is below a prefix
    public void requireKeyList(String prefix) {
        if (keyLists) {
            require(Resource.KEY, prefix, Access.LIST);
        }
    }

    /// Something is left out.
    public void leaveOut() {
        filtered = !open;
    }

    /// What there is, or null if it must not be seen.
    public <T> @Nullable T ifVisible(@Nullable T item, Predicate<? super T> test) {
        if (open || item == null || test.test(item)) {
            return item;
        }
        filtered = true;
        return null;
    }

    /// The items that may be seen; the list itself when all may.
    public <T> List<T> visible(List<T> items, Predicate<? super T> test) {
        if (open) {
            return items;
        }
        int first = 0;
        while (first < items.size() && test.test(items.get(first))) {
            first++;
        }
        if (first == items.size()) {
            return items;
        }
        filtered = true;
        List<T> seen = new ArrayList<>(items.subList(0, first));
        for (T item : items.subList(first + 1, items.size())) {
            if (test.test(item)) {
                seen.add(item);
            }
        }
        return Collections.unmodifiableList(seen);
    }

    /// The entries that may be seen; the map itself when all may.
    public <V> Map<String, V> visibleValues(Map<String, V> items, Predicate<? super V> test) {
        return visibleKeys(items, key -> test.test(items.get(key)));
    }

    /// The entries whose keys may be seen; the map itself when all may.
    public <V> Map<String, V> visibleKeys(Map<String, V> items, Predicate<String> test) {
        if (open || items.keySet().stream().allMatch(test)) {
            return items;
        }
        filtered = true;
        Map<String, V> seen = new TreeMap<>();
        items.forEach((key, value) -> {
            if (test.test(key)) {
                seen.put(key, value);
            }
        });
        return Collections.unmodifiableMap(seen);
    }

    // ---- the catalog

    /// Whether a node may be seen.
    public boolean seesNode(String name) {
        return may(Resource.NODE, name, Access.READ);
    }

    /// Whether a service may be seen, by its name.
    public boolean seesService(String name) {
        return may(Resource.SERVICE, name, Access.READ);
    }

    /// Whether a check may be seen: its node, and its service if it has one.
    public boolean sees(HealthCheck check) {
        return seesNode(check.node()) && (check.serviceId().isEmpty() || seesService(check.serviceName()));
    }

    /// Whether an instance may be seen.
    public boolean sees(ServiceNode instance) {
        return seesNode(instance.node()) && seesService(instance.serviceName());
    }

    /// Whether an instance may be seen. One without node or service belongs to nobody.
    public boolean sees(CheckServiceNode instance) {
        Node node = instance.node();
        NodeService service = instance.service();
        return open || (node != null && service != null && seesNode(node.node()) && seesService(service.service()));
    }

    /// The services of a node that may be seen.
    public @Nullable List<NodeService> services(@Nullable List<NodeService> services) {
        return services == null ? null : visible(services, service -> seesService(service.service()));
    }

    /// The checks that may be seen.
    public List<HealthCheck> checks(List<HealthCheck> checks) {
        return visible(checks, this::sees);
    }

    /// Whether something on a node may be seen, as far as the node is concerned. What is on no node belongs to nobody.
    public boolean seesOn(@Nullable Node node) {
        return open || (node != null && seesNode(node.node()));
    }

    /// Whether a session may be seen.
    public boolean sees(Session session) {
        return may(Resource.SESSION, session.node(), Access.READ);
    }

    /// The prepared queries that may be seen: those with a name by `query:read`, the others by whoever may manage
    /// everything, like the tokens of all.
    public List<PreparedQuery> queries(List<PreparedQuery> queries) {
        if (may(Resource.ACL, "", Access.WRITE)) {
            return queries;
        }
        List<PreparedQuery> seen =
                visible(queries, query -> query.isNamed() && may(Resource.QUERY, query.name(), Access.READ));
        return seen.stream().anyMatch(query -> !query.token().isEmpty())
                ? seen.stream().map(Viewer::withoutToken).toList()
                : seen;
    }

    /// A prepared query that may be seen, with its token if that may be.
    public PreparedQuery redacted(PreparedQuery query) {
        return may(Resource.ACL, "", Access.WRITE) ? query : withoutToken(query);
    }

    private static PreparedQuery withoutToken(PreparedQuery query) {
        return query.token().isEmpty() ? query : query.withToken(PreparedQuery.REDACTED);
    }

    /// The nodes that may be seen, each with what may be seen on it.
    @SuppressWarnings("ReferenceEquality") // the same object is the sign that nothing was left out
    public List<NodeInfo> infos(List<NodeInfo> infos) {
        List<NodeInfo> nodes = visible(infos, info -> seesNode(info.node()));
        List<NodeInfo> changed = null;
        for (int i = 0; i < nodes.size() && !open; i++) {
            NodeInfo whole = nodes.get(i);
            NodeInfo seen = info(whole);
            if (seen != whole && changed == null) {
                changed = new ArrayList<>(nodes);
            }
            if (changed != null) {
                changed.set(i, seen);
            }
        }
        return changed == null ? nodes : Collections.unmodifiableList(changed);
    }

    @SuppressWarnings("ReferenceEquality") // the same lists are the sign that nothing was left out
    private NodeInfo info(NodeInfo info) {
        List<NodeService> services = services(info.services());
        List<HealthCheck> checks = info.checks() == null ? null : checks(info.checks());
        if (services == info.services() && checks == info.checks()) {
            return info;
        }
        return new NodeInfo(
                info.id(), info.node(), info.address(), info.taggedAddresses(), info.meta(), services, checks);
    }
}
