package io.praetor.server.state;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of registering checks (`state-and-index.md` §7).
public final class CheckWrites {
    private final StateWrite write;

    CheckWrites(StateWrite write) {
        this.write = write;
    }

    @Nullable HealthCheck get(String node, String id) {
        return write.tx().get(Tables.CHECKS, Keys.names(node, id), Watches.NONE);
    }

    /// Registers a check of a node, or of a service on it; both must be there. A critical check ends the sessions that
    /// depend on it, also when it was critical before.
    void ensure(HealthCheck given) throws StateException {
        if (write.nodes().get(given.node()) == null) {
            throw new StateException("Missing node registration");
        }
        HealthCheck check = complete(given);
        HealthCheck existing = get(check.node(), check.checkId());
        boolean changed = existing == null || !existing.withIndexes(0, 0).equals(check.withIndexes(0, 0));
        if (changed) {
            if (existing != null && !existing.serviceId().equals(check.serviceId())) {
                touchShown(existing);
            }
            touchShown(check);
            long created = existing == null ? write.index() : existing.createIndex();
            write.tx().put(Tables.CHECKS, check.withIndexes(created, write.index()));
            write.touch(Indexes.CHECKS);
        }
        if (check.status().equals(HealthCheck.CRITICAL)) {
            write.sessions().deleteAllOf(check);
        }
    }

    private HealthCheck complete(HealthCheck given) throws StateException {
        HealthCheck check = given.status().isEmpty() ? given.withStatus(HealthCheck.CRITICAL) : given;
        if (check.serviceId().isEmpty()) {
            return check;
        }
        NodeService service = write.services().get(check.node(), check.serviceId());
        if (service == null) {
            throw new StateException("Missing service registration on node " + Quote.of(check.node()));
        }
        return check.withService(service.service(), service.tags());
    }

    /// The check shows with the service it is about, or with every service of its node.
    private void touchShown(HealthCheck check) {
        if (check.serviceId().isEmpty()) {
            write.services().touchAllOf(check.node());
            return;
        }
        NodeService service = write.services().get(check.node(), check.serviceId());
        if (service != null) {
            write.services().touch(service);
        }
    }

    /// Registers the check if the stored one's ModifyIndex is that of `check`; 0 means that there must be none.
    boolean ensureIfUnchanged(HealthCheck check) throws StateException {
        HealthCheck existing = get(check.node(), check.checkId());
        long found = existing == null ? 0 : existing.modifyIndex();
        if (found != check.modifyIndex()) {
            return false;
        }
        ensure(check);
        return true;
    }

    /// Deletes the check if its ModifyIndex is this.
    boolean deleteIfUnchanged(String node, String id, long modifyIndex) {
        HealthCheck existing = get(node, id);
        if (existing == null || existing.modifyIndex() != modifyIndex) {
            return false;
        }
        delete(node, id);
        return true;
    }

    /// Deletes a check, if there is such a check, and the sessions that depend on it.
    void delete(String node, String id) {
        HealthCheck check = get(node, id);
        if (check == null) {
            return;
        }
        touchShown(check);
        if (check.serviceId().isEmpty()) {
            write.touch(Indexes.SERVICES);
        }
        write.tx().delete(Tables.CHECKS, Keys.names(node, id));
        write.touch(Indexes.CHECKS);
        write.sessions().deleteAllOf(check);
    }

    void deleteAllOf(String node) {
        deleteAll(write.tx().scan(Tables.CHECKS, Tables.CHECKS.primary(), Keys.within(node), Watches.NONE));
    }

    void deleteAllOf(String node, String serviceId) {
        if (!serviceId.isEmpty()) {
            deleteAll(
                    write.tx().lookup(Tables.CHECKS, Tables.CHECK_INSTANCE, Keys.names(node, serviceId), Watches.NONE));
        }
    }

    private void deleteAll(Iterable<HealthCheck> checks) {
        List<HealthCheck> all = new ArrayList<>();
        checks.forEach(all::add);
        all.forEach(check -> delete(check.node(), check.checkId()));
    }
}
