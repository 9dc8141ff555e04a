package io.praetor.server.state;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.template.TemplateException;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of prepared queries.
public final class PreparedQueryReads {
    private final Reader reader;

    PreparedQueryReads(Reader reader) {
        this.reader = reader;
    }

    /// One definition; null when it is unknown. Whether `id` looks like an ID at all is the caller's to check
    /// ([Uuids#problem]).
    public Indexed<@Nullable PreparedQuery> get(String id, Watches watches) {
        PreparedQueryRow row = reader.get(Tables.PREPARED_QUERIES, Keys.name(id), watches);
        return new Indexed<>(index(), row == null ? null : row.query());
    }

    /// All definitions, by ID.
    public Indexed<List<PreparedQuery>> all(Watches watches) {
        List<PreparedQuery> all = new ArrayList<>();
        reader.all(Tables.PREPARED_QUERIES, watches).forEach(row -> all.add(row.query()));
        return new Indexed<>(index(), Collections.unmodifiableList(all));
    }

    /// What a request means (`state-and-index.md` §13): the query with this ID, the one with this name, or what the
    /// template with the longest matching name makes of it.
    ///
    /// @param segment of the agent that is asked
    /// @return null when there is none
    /// @throws StateException when what is found cannot answer
    public @Nullable PreparedQuery resolve(String idOrName, String segment) throws StateException {
        if (idOrName.isEmpty()) {
            throw new StateException("must provide a query ID or name");
        }
        if (Uuids.problem(idOrName) == null) {
            PreparedQueryRow row = reader.get(Tables.PREPARED_QUERIES, Keys.name(idOrName), Watches.NONE);
            if (row != null && row.query().isTemplate()) {
                throw new StateException("prepared query templates can only be resolved up by name, not by ID");
            }
            if (row != null) {
                return row.query();
            }
        }
        PreparedQueryRow named =
                reader.first(Tables.PREPARED_QUERIES, Tables.QUERY_NAME, Keys.name(idOrName), Watches.NONE);
        if (named != null) {
            return named.query();
        }
        PreparedQueryRow template =
                reader.longestPrefix(Tables.PREPARED_QUERIES, Tables.QUERY_TEMPLATE, Keys.name(idOrName), Watches.NONE);
        try {
            return template == null ? null : template.render(idOrName, segment);
        } catch (TemplateException e) {
            throw new StateException(e.text());
        }
    }

    private long index() {
        return Indexes.max(reader, Indexes.PREPARED_QUERIES);
    }
}
