package io.praetor.server.query;

import io.praetor.model.catalog.CheckServiceNode;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.QuerySource;
import io.praetor.model.query.ServiceQuery;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// The instances that a prepared query finds in this datacenter, best first (`server.md` §9). Its index is 0: nobody
/// can wait for it.
///
/// @param query   with everything a template fills in
/// @param near    where to sort from; its node may be empty, `_agent` or `_ip`
/// @param agent   what `_agent` stands for
/// @param connect whether what serves the service over the mesh is wanted
/// @param limit   the most instances; 0 or less: all
/// @param seed    of the order of what is equally good
public record PreparedQueryInstances(
        PreparedQuery query, QuerySource near, QuerySource agent, boolean connect, int limit, long seed)
        implements Query<List<CheckServiceNode>> {
    private static final String AGENT = "_agent";
    private static final String IP = "_ip";

    /// Among so many, the node itself comes first; coordinates alone cannot tell it from its close neighbours.
    private static final int CLOSE = 10;

    @Override
    public Indexed<List<CheckServiceNode>> evaluate(State state, Watches watches, Viewer viewer) {
        ServiceQuery wanted = query.service();
        List<CheckServiceNode> all = connect || wanted.connect()
                ? state.health()
                        .connectServiceNodes(wanted.service(), Watches.NONE)
                        .value()
                : state.health().serviceNodes(wanted.service(), Watches.NONE).value();
        List<CheckServiceNode> found = new ArrayList<>();
        for (CheckServiceNode instance : viewer.visible(all, viewer::sees)) {
            if (isWanted(instance, wanted)) {
                found.add(plain(instance));
            }
        }
        Collections.shuffle(found, new SplittableRandom(seed));
        List<CheckServiceNode> sorted = sorted(found, origin(state), state);
        boolean cut = limit > 0 && sorted.size() > limit;
        return new Indexed<>(0, cut ? List.copyOf(sorted.subList(0, limit)) : sorted);
    }

    private static boolean isWanted(CheckServiceNode instance, ServiceQuery wanted) {
        Node node = instance.node();
        List<String> tags =
                instance.service() == null ? null : instance.service().tags();
        Map<String, String> meta =
                instance.service() == null ? null : instance.service().meta();
        return isHealthy(instance, wanted)
                && Shape.hasMeta(node == null ? null : node.meta(), orEmpty(wanted.nodeMeta()))
                && Shape.hasMeta(meta, orEmpty(wanted.serviceMeta()))
                && hasTags(tags == null ? List.of() : tags, wanted.tags() == null ? List.of() : wanted.tags());
    }

    private static Map<String, String> orEmpty(@Nullable Map<String, String> meta) {
        return meta == null ? Map.of() : meta;
    }

    private static boolean isHealthy(CheckServiceNode instance, ServiceQuery wanted) {
        if (instance.checks() == null) {
            return true;
        }
        for (HealthCheck check : instance.checks()) {
            boolean counts =
                    wanted.ignoreCheckIds() == null || !wanted.ignoreCheckIds().contains(check.checkId());
            boolean bad = check.status().equals(HealthCheck.CRITICAL)
                    || (wanted.onlyPassing() && !check.status().equals(HealthCheck.PASSING));
            if (counts && bad) {
                return false;
            }
        }
        return true;
    }

    private static boolean hasTags(List<String> present, List<String> wanted) {
        for (String tag : wanted) {
            boolean forbidden = tag.startsWith("!");
            String name = (forbidden ? tag.substring(1) : tag).toLowerCase(Locale.ROOT);
            boolean has = present.stream()
                    .anyMatch(candidate -> candidate.toLowerCase(Locale.ROOT).equals(name));
            if (has == forbidden) {
                return false;
            }
        }
        return true;
    }

    /// An instance without checks has `null` here.
    private static CheckServiceNode plain(CheckServiceNode instance) {
        boolean bare = instance.checks() != null && instance.checks().isEmpty();
        return bare ? new CheckServiceNode(instance.node(), instance.service(), null) : instance;
    }

    /// The node to sort from; empty for none.
    private String origin(State state) {
        String name = near.node().isEmpty() ? query.service().near() : near.node();
        if (name.equals(AGENT)) {
            return agent.node();
        }
        if (!name.equals(IP)) {
            return name;
        }
        if (near.ip().isEmpty()) {
            return "";
        }
        for (Node node : state.catalog().nodes(Map.of(), Watches.NONE).value()) {
            if (node.address().equals(near.ip())) {
                return node.node();
            }
        }
        return "";
    }

    private static List<CheckServiceNode> sorted(List<CheckServiceNode> found, String origin, State state) {
        List<CheckServiceNode> sorted = Nearness.sorted(found, origin, state, PreparedQueryInstances::nodeOf);
        if (origin.isEmpty()) {
            return sorted;
        }
        List<CheckServiceNode> ordered = new ArrayList<>(sorted);
        for (int i = 0; i < Math.min(CLOSE, ordered.size()); i++) {
            if (nodeOf(ordered.get(i)).equals(origin)) {
                Collections.swap(ordered, 0, i);
                break;
            }
        }
        return ordered;
    }

    private static String nodeOf(CheckServiceNode instance) {
        return instance.node() == null ? "" : instance.node().node();
    }
}
