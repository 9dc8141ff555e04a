package io.praetor.server.state;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.session.Session;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of registering nodes (`state-and-index.md` §5).
public final class NodeWrites {
    private final StateWrite write;

    NodeWrites(StateWrite write) {
        this.write = write;
    }

    @Nullable Node get(String name) {
        return write.tx().get(Tables.NODES, Keys.name(name), Watches.NONE);
    }

    @Nullable Node byId(String id) {
        return id.isEmpty() ? null : write.tx().first(Tables.NODES, Tables.NODE_ID, Keys.name(id), Watches.NONE);
    }

    /// By ID if there is one, else by name.
    @Nullable Node find(Node wanted) {
        return wanted.id().isEmpty() ? get(wanted.node()) : byId(wanted.id());
    }

    static boolean same(Node a, Node b) {
        return a.withIndexes(0, 0).equals(b.withIndexes(0, 0));
    }

    /// Registers a node. One that is stored under its ID is renamed, which takes everything on it away: its agent
    /// registers that anew.
    void ensure(Node node) throws StateException {
        Node existing = byId(node.id());
        if (existing != null && !existing.node().equals(node.node())) {
            String conflict = conflict(node, false);
            if (conflict != null) {
                throw new StateException("Error while renaming Node ID: " + Quote.of(node.id()) + " (" + node.address()
                        + "): " + conflict);
            }
            delete(existing.node());
        } else if (existing == null && !node.id().isEmpty()) {
            String conflict = conflict(node, true);
            if (conflict != null) {
                throw new StateException("Error while renaming Node ID: " + Quote.of(node.id()) + ": " + conflict);
            }
        }
        if (existing == null) {
            existing = get(node.node());
        }
        if (existing != null && same(node, existing)) {
            return;
        }
        long created = existing == null ? write.index() : existing.createIndex();
        write.tx().put(Tables.NODES, node.withIndexes(created, write.index()));
        write.touch(Indexes.NODES);
        write.services().touchAllOf(node.node());
    }

    /// Why the node may not take its name: another one has it and is well. One that is not, and with `idless` one that
    /// has no ID, gives way.
    private @Nullable String conflict(Node node, boolean idless) {
        Node other = get(node.node());
        if (other == null
                || other.id().equals(node.id())
                || (idless && other.id().isEmpty())) {
            return null;
        }
        HealthCheck health = write.checks().get(other.node(), HealthCheck.SERF_HEALTH);
        if (health == null || health.status().equals(HealthCheck.CRITICAL)) {
            return null;
        }
        return "Node name " + node.node() + " is reserved by node " + other.id() + " with name " + other.node() + " ("
                + other.address() + ")";
    }

    /// Registers the node if the stored one's ModifyIndex is that of `node`; 0 means that there must be none.
    boolean ensureIfUnchanged(Node node) throws StateException {
        Node existing = get(node.node());
        long found = existing == null ? 0 : existing.modifyIndex();
        if (found != node.modifyIndex()) {
            return false;
        }
        ensure(node);
        return true;
    }

    /// Deletes the node if its ModifyIndex is this.
    boolean deleteIfUnchanged(String name, long modifyIndex) {
        Node existing = get(name);
        if (existing == null || existing.modifyIndex() != modifyIndex) {
            return false;
        }
        delete(name);
        return true;
    }

    /// Deletes the node with its services, checks, coordinates and sessions, if there is such a node.
    void delete(String name) {
        if (get(name) == null) {
            return;
        }
        write.services().touchAllOf(name);
        write.services().deleteAllOf(name);
        write.checks().deleteAllOf(name);
        if (write.tx().deletePrefix(Tables.COORDINATES, Keys.within(name)) > 0) {
            write.touch(Indexes.COORDINATES);
        }
        write.tx().delete(Tables.NODES, Keys.name(name));
        write.touch(Indexes.NODES);
        List<String> sessions = new ArrayList<>();
        for (Session session : write.tx().lookup(Tables.SESSIONS, Tables.SESSION_NODE, Keys.name(name), Watches.NONE)) {
            sessions.add(session.id());
        }
        sessions.forEach(write.sessions()::delete);
    }
}
