package io.praetor.server.state;

import io.praetor.model.query.PreparedQuery;
import io.praetor.server.template.QueryTemplate;
import io.praetor.server.template.TemplateException;
import org.jspecify.annotations.Nullable;

/// A prepared query as it is kept.
///
/// @param template compiled; null when the query is none, or one that a snapshot brought and that does not compile
record PreparedQueryRow(PreparedQuery query, @Nullable QueryTemplate template) {
    /// @throws TemplateException when it is a template that does not compile
    static PreparedQueryRow compiled(PreparedQuery query) throws TemplateException {
        return new PreparedQueryRow(query, query.isTemplate() ? QueryTemplate.compile(query) : null);
    }

    /// What a snapshot brings is kept even if it cannot answer.
    static PreparedQueryRow restored(PreparedQuery query) {
        try {
            return compiled(query);
        } catch (TemplateException e) {
            return new PreparedQueryRow(query, null);
        }
    }

    /// The query for a name.
    ///
    /// @throws TemplateException when the template cannot answer it
    PreparedQuery render(String name, String segment) throws TemplateException {
        if (!query.isTemplate()) {
            return query;
        }
        return (template == null ? QueryTemplate.compile(query) : template).render(name, segment);
    }
}
