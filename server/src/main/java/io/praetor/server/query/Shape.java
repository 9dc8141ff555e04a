package io.praetor.server.query;

import io.praetor.model.catalog.ServiceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// The small liberties reads take with what is stored (`http-api.md` §5), and the filters that never move the index.
final class Shape {
    private Shape() {}

    /// Whether the metadata has all these pairs, exactly.
    static boolean hasMeta(@Nullable Map<String, String> meta, Map<String, String> wanted) {
        if (wanted.isEmpty()) {
            return true;
        }
        Map<String, String> present = meta == null ? Map.of() : meta;
        for (Map.Entry<String, String> pair : wanted.entrySet()) {
            if (!pair.getValue().equals(present.get(pair.getKey()))) {
                return false;
            }
        }
        return true;
    }

    /// Absent metadata of an instance shows as `{}` where it is flat with its node.
    static List<ServiceNode> serviceNodes(List<ServiceNode> nodes) {
        return each(
                nodes,
                node -> node.serviceMeta() == null ? withMeta(node.withTagsNormalised()) : node.withTagsNormalised());
    }

    private static ServiceNode withMeta(ServiceNode node) {
        return new ServiceNode(
                node.id(),
                node.node(),
                node.address(),
                node.datacenter(),
                node.taggedAddresses(),
                node.nodeMeta(),
                node.serviceKind(),
                node.serviceId(),
                node.serviceName(),
                node.serviceTags(),
                node.serviceAddress(),
                node.serviceTaggedAddresses(),
                node.serviceWeights(),
                Map.of(),
                node.servicePort(),
                node.serviceEnableTagOverride(),
                node.serviceProxy(),
                node.serviceConnect(),
                node.createIndex(),
                node.modifyIndex());
    }

    /// The changed items; the list itself when none changes.
    @SuppressWarnings("ReferenceEquality") // the same object is the sign that there was nothing to change
    private static <T> List<T> each(List<T> items, UnaryOperator<T> change) {
        List<T> changed = null;
        for (int i = 0; i < items.size(); i++) {
            T before = items.get(i);
            T after = change.apply(before);
            if (after != before && changed == null) {
                changed = new ArrayList<>(items);
            }
            if (changed != null) {
                changed.set(i, after);
            }
        }
        return changed == null ? items : changed;
    }
}
