package io.praetor.server.state;

import io.praetor.model.catalog.NodeService;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Counts instances by service and tag, so that listing the services of a large catalog does not visit every instance.
final class TagWrites {
    private TagWrites() {}

    /// An instance's registration has changed from `before` to `after`.
    static void replace(WriteTransaction tx, @Nullable NodeService before, @Nullable NodeService after) {
        if (before != null && after != null && before.service().equals(after.service())) {
            Set<String> old = tags(before);
            Set<String> wanted = tags(after);
            if (!old.equals(wanted)) {
                old.stream().filter(tag -> !wanted.contains(tag)).forEach(tag -> add(tx, after.service(), tag, -1));
                wanted.stream().filter(tag -> !old.contains(tag)).forEach(tag -> add(tx, after.service(), tag, 1));
            }
            return;
        }
        if (before != null) {
            count(tx, before, -1);
        }
        if (after != null) {
            count(tx, after, 1);
        }
    }

    private static Set<String> tags(NodeService service) {
        return service.tags() == null ? Set.of() : new HashSet<>(service.tags());
    }

    private static void count(WriteTransaction tx, NodeService service, int more) {
        add(tx, service.service(), null, more);
        tags(service).forEach(tag -> add(tx, service.service(), tag, more));
    }

    private static void add(WriteTransaction tx, String service, @Nullable String tag, int more) {
        TagRow row = tx.get(Tables.TAGS, Tables.tagKey(service, tag), Watches.NONE);
        int instances = (row == null ? 0 : row.instances()) + more;
        if (instances == 0) {
            tx.delete(Tables.TAGS, Tables.tagKey(service, tag));
        } else {
            tx.put(Tables.TAGS, new TagRow(service, tag, instances));
        }
    }
}
