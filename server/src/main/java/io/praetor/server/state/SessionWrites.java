package io.praetor.server.state;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of sessions (`state-and-index.md` §9).
public final class SessionWrites {
    private final StateWrite write;

    SessionWrites(StateWrite write) {
        this.write = write;
    }

    @Nullable Session get(String id) {
        return write.tx().get(Tables.SESSIONS, Keys.name(id), Watches.NONE);
    }

    /// The session with this ID.
    ///
    /// @throws StateException when the text is no ID
    @Nullable Session find(String id) throws StateException {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw new StateException("failed session lookup: index error: " + problem);
        }
        return get(id);
    }

    /// Begins a session under the ID that the leader chose.
    public void create(Session given) throws StateException {
        if (given.id().isEmpty()) {
            throw new StateException("Missing session ID");
        }
        find(given.id());
        Session session = given.withBehavior(given.behavior().isEmpty() ? Session.RELEASE : given.behavior());
        if (!session.behavior().equals(Session.RELEASE) && !session.behavior().equals(Session.DELETE)) {
            throw new StateException("Invalid session behavior: " + session.behavior());
        }
        if (write.nodes().get(session.node()) == null) {
            throw new StateException("Missing node registration");
        }
        List<String> checks = session.allChecks();
        for (String id : checks) {
            HealthCheck check = write.checks().get(session.node(), id);
            if (check == null) {
                throw new StateException("Missing check '" + id + "' registration");
            }
            if (check.status().equals(HealthCheck.CRITICAL)) {
                throw new StateException("Check '" + id + "' is in critical state");
            }
        }
        Session stored = session.withIndexes(write.index(), write.index());
        write.tx().put(Tables.SESSIONS, stored);
        for (String id : checks) {
            write.tx().put(Tables.SESSION_CHECKS, new SessionCheckRow(stored.node(), id, stored.id()));
        }
        write.touch(Indexes.SESSIONS);
        write.effects().created(stored);
    }

    /// Ends a session, if there is such a session.
    ///
    /// @throws StateException when the text is no ID
    public void destroy(String id) throws StateException {
        if (find(id) != null) {
            delete(id);
        }
    }

    /// Ends a session: its keys are given up or deleted, as it chose, and cannot be locked for as long as it chose.
    void delete(String id) {
        Session session = get(id);
        if (session == null) {
            return;
        }
        write.tx().delete(Tables.SESSIONS, Keys.name(id));
        write.touch(Indexes.SESSIONS);
        List<KvEntry> held = new ArrayList<>();
        write.tx()
                .lookup(Tables.KVS, Tables.KV_SESSION, Keys.name(session.id()), Watches.NONE)
                .forEach(held::add);
        for (KvEntry entry : held) {
            if (session.behavior().equals(Session.DELETE)) {
                write.kv().delete(entry.key());
            } else {
                write.kv().release(entry);
            }
        }
        long delay = Math.min(session.lockDelay(), LockDelays.MAX_DELAY_NANOS);
        if (delay > 0 && !held.isEmpty()) {
            write.effects().delayed(held.stream().map(KvEntry::key).toList(), delay);
        }
        List<SessionCheckRow> links = new ArrayList<>();
        write.tx()
                .lookup(Tables.SESSION_CHECKS, Tables.SESSION_CHECK_SESSION, Keys.name(session.id()), Watches.NONE)
                .forEach(links::add);
        links.forEach(
                row -> write.tx().delete(Tables.SESSION_CHECKS, Keys.names(row.node(), row.checkId(), row.session())));
        write.preparedQueries().deleteAllOf(session.id());
        write.effects().destroyed(session.id());
    }

    /// Ends all sessions that depend on a check.
    void deleteAllOf(HealthCheck check) {
        List<String> sessions = new ArrayList<>();
        for (SessionCheckRow row : write.tx()
                .scan(
                        Tables.SESSION_CHECKS,
                        Tables.SESSION_CHECKS.primary(),
                        Keys.within(check.node(), check.checkId()),
                        Watches.NONE)) {
            sessions.add(row.session());
        }
        sessions.forEach(this::delete);
    }
}
