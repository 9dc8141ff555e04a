package io.praetor.server.state;

import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.Weights;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The rules of registering services (`state-and-index.md` §6).
public final class ServiceWrites {
    private static final int MAX_WEIGHT = 65535;

    private final StateWrite write;

    ServiceWrites(StateWrite write) {
        this.write = write;
    }

    @Nullable NodeService get(String node, String id) {
        ServiceRow row = write.tx().get(Tables.SERVICES, Keys.names(node, id), Watches.NONE);
        return row == null ? null : row.service();
    }

    /// Registers a service on a node, which must be there.
    void ensure(String node, NodeService given) throws StateException {
        // Only the registering agent knows which of its services are sidecars.
        NodeService service = given.withWeights(weightsOf(given)).withLocallyRegisteredAsSidecar(false);
        NodeService existing = get(node, service.id());
        if (existing != null && same(existing, service)) {
            return;
        }
        String problem = ServiceMeta.problem(service.kind(), service.meta());
        if (problem != null) {
            throw new StateException(
                    "Invalid Service Meta for node " + node + " and serviceID " + service.id() + ": " + problem);
        }
        if (write.nodes().get(node) == null) {
            throw new StateException("Missing node registration");
        }
        long created = existing == null ? write.index() : existing.createIndex();
        ServiceRow row = ServiceRow.of(node, service.withIndexes(created, write.index()));
        write.topology().replace(node, existing, row.service());
        write.tx().put(Tables.SERVICES, row);
        TagWrites.replace(write.tx(), existing, row.service());
        touch(service);
        if (existing != null && !Keys.folded(existing.service()).equals(Keys.folded(service.service()))) {
            left(existing);
        }
        write.touch(Indexes.SERVICES);
    }

    private static boolean same(NodeService a, NodeService b) {
        return a.withIndexes(0, 0).equals(b.withIndexes(0, 0));
    }

    private static Weights weightsOf(NodeService service) {
        Weights weights = service.weights();
        boolean valid = weights != null
                && weights.passing() >= 1
                && weights.passing() <= MAX_WEIGHT
                && weights.warning() >= 0
                && weights.warning() <= MAX_WEIGHT;
        return valid && weights != null ? weights : Weights.DEFAULT;
    }

    /// Registers the service if the stored one's ModifyIndex is that of `service`; 0 means that there must be none.
    boolean ensureIfUnchanged(String node, NodeService service) throws StateException {
        NodeService existing = get(node, service.id());
        long found = existing == null ? 0 : existing.modifyIndex();
        if (found != service.modifyIndex()) {
            return false;
        }
        ensure(node, service);
        return true;
    }

    /// Deletes the service if its ModifyIndex is this.
    boolean deleteIfUnchanged(String node, String id, long modifyIndex) {
        NodeService existing = get(node, id);
        if (existing == null || existing.modifyIndex() != modifyIndex) {
            return false;
        }
        delete(node, id);
        return true;
    }

    /// Deletes a service with its checks, if there is such a service.
    void delete(String node, String id) {
        NodeService service = get(node, id);
        if (service == null) {
            return;
        }
        write.checks().deleteAllOf(node, service.id());
        write.tx().delete(Tables.SERVICES, Keys.names(node, id));
        TagWrites.replace(write.tx(), service, null);
        write.topology().replace(node, service, null);
        left(service);
        write.touch(Indexes.SERVICES);
    }

    /// An instance is gone: with the last one the service's own row of the index table goes too.
    private void left(NodeService service) {
        write.touch(Indexes.kind(service.kind()));
        boolean last =
                write.tx().first(Tables.SERVICES, Tables.SERVICE_NAME, Keys.name(service.service()), Watches.NONE)
                        == null;
        String key = Indexes.service(service.service());
        if (last) {
            write.tx().delete(Tables.INDEXES, Keys.name(key));
            write.touch(Indexes.LAST_EXTINCTION);
        } else {
            write.touch(key);
        }
    }

    void deleteAllOf(String node) {
        List<String> ids = new ArrayList<>();
        for (ServiceRow row : rowsOf(node)) {
            ids.add(row.service().id());
        }
        ids.forEach(id -> delete(node, id));
    }

    private Iterable<ServiceRow> rowsOf(String node) {
        return write.tx().scan(Tables.SERVICES, Tables.SERVICES.primary(), Keys.within(node), Watches.NONE);
    }

    /// Something that shows with this service has changed.
    void touch(NodeService service) {
        write.touch(Indexes.service(service.service()));
        write.touch(Indexes.kind(service.kind()));
    }

    /// Something that shows with every service of the node has changed.
    void touchAllOf(String node) {
        Set<String> keys = new LinkedHashSet<>();
        for (ServiceRow row : rowsOf(node)) {
            keys.add(Indexes.service(row.service().service()));
            keys.add(Indexes.kind(row.service().kind()));
        }
        keys.forEach(write::touch);
    }
}
