package io.praetor.server.state;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.template.TemplateException;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The rules of prepared queries (`state-and-index.md` §13): whom a name belongs to, and that a query ends with its
/// session.
public final class PreparedQueryWrites {
    private final StateWrite write;

    PreparedQueryWrites(StateWrite write) {
        this.write = write;
    }

    private @Nullable PreparedQueryRow get(String id) {
        return write.tx().get(Tables.PREPARED_QUERIES, Keys.name(id), Watches.NONE);
    }

    private static void requireId(String id) throws StateException {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw new StateException("failed prepared query lookup: index error: " + problem);
        }
    }

    /// Makes or replaces the query with this ID.
    public void set(PreparedQuery given) throws StateException {
        if (given.id().isEmpty()) {
            throw new StateException("Missing Query ID");
        }
        requireId(given.id());
        requireOwnName(given);
        if (!given.session().isEmpty()) {
            requireSession(given.session());
        }
        PreparedQueryRow before = get(given.id());
        long created = before == null ? write.index() : before.query().createIndex();
        PreparedQuery stored = given.withIndexes(created, write.index());
        try {
            write.tx().put(Tables.PREPARED_QUERIES, PreparedQueryRow.compiled(stored));
        } catch (TemplateException e) {
            throw new StateException("failed compiling template: " + e.text());
        }
        write.touch(Indexes.PREPARED_QUERIES);
    }

    private void requireOwnName(PreparedQuery query) throws StateException {
        String name = query.name();
        if (!query.isTemplate() && name.isEmpty()) {
            return;
        }
        PreparedQueryRow other = write.tx()
                .first(
                        Tables.PREPARED_QUERIES,
                        query.isTemplate() ? Tables.QUERY_TEMPLATE : Tables.QUERY_NAME,
                        Keys.name(name),
                        Watches.NONE);
        if (other != null && !other.query().id().equalsIgnoreCase(query.id())) {
            throw new StateException(
                    name.isEmpty()
                            ? "a query template with an empty name already exists"
                            : "name '" + name + "' aliases an existing query name");
        }
        if (Uuids.problem(name) == null && get(name) != null) {
            throw new StateException("name '" + name + "' aliases an existing query ID");
        }
    }

    private void requireSession(String id) throws StateException {
        String problem = Uuids.problem(id);
        if (problem != null) {
            throw new StateException("invalid session: index error: " + problem);
        }
        if (write.sessions().get(id) == null) {
            throw new StateException("invalid session " + Quote.of(id));
        }
    }

    /// Ends a query, if there is such a query.
    ///
    /// @throws StateException when the text is no ID
    public void delete(String id) throws StateException {
        requireId(id);
        if (write.tx().delete(Tables.PREPARED_QUERIES, Keys.name(id))) {
            write.touch(Indexes.PREPARED_QUERIES);
        }
    }

    /// Ends all queries that are bound to a session.
    void deleteAllOf(String session) {
        List<String> bound = new ArrayList<>();
        write.tx()
                .lookup(Tables.PREPARED_QUERIES, Tables.QUERY_SESSION, Keys.name(session), Watches.NONE)
                .forEach(row -> bound.add(row.query().id()));
        for (String id : bound) {
            write.tx().delete(Tables.PREPARED_QUERIES, Keys.name(id));
            write.touch(Indexes.PREPARED_QUERIES);
        }
    }
}
