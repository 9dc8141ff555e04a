package io.praetor.server.state;

import io.praetor.model.session.Session;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of sessions.
public final class SessionReads {
    private final Reader reader;

    SessionReads(Reader reader) {
        this.reader = reader;
    }

    /// One session; null when it is unknown. Whether `id` looks like an ID at all is the caller's to check
    /// ([Uuids#problem]).
    public Indexed<@Nullable Session> get(String id, Watches watches) {
        return new Indexed<>(index(), reader.get(Tables.SESSIONS, Keys.name(id), watches));
    }

    /// All sessions, by ID.
    public Indexed<List<Session>> all(Watches watches) {
        return list(reader.all(Tables.SESSIONS, watches));
    }

    /// The sessions of a node, by ID.
    public Indexed<List<Session>> ofNode(String node, Watches watches) {
        return list(reader.lookup(Tables.SESSIONS, Tables.SESSION_NODE, Keys.name(node), watches));
    }

    private Indexed<List<Session>> list(Iterable<Session> sessions) {
        List<Session> all = new ArrayList<>();
        sessions.forEach(all::add);
        return new Indexed<>(index(), Collections.unmodifiableList(all));
    }

    private long index() {
        return Indexes.max(reader, Indexes.SESSIONS);
    }
}
