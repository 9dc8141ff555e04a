package io.praetor.model.query;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A stored question for the instances of a service.
///
/// @param id       a UUID
/// @param name     by which it is asked for; of a template, the prefix of the names it answers; may be empty
/// @param session  with which it ends; empty: it stays
/// @param token    with which it is executed; empty: with that of whoever asks
/// @param template whether and how the rest is filled in from the name that is asked for
public record PreparedQuery(
        String id,
        String name,
        String session,
        String token,
        QueryTemplateOptions template,
        ServiceQuery service,
        QueryDnsOptions dns,
        long createIndex,
        long modifyIndex) {

    /// What stands for a token that may not be seen; sent back, it would overwrite the real one.
    public static final String REDACTED = "<hidden>";

    /// How it travels.
    public static final StructCodec<PreparedQuery> CODEC = StructCodec.<PreparedQuery>of("PreparedQuery")
            .field("ID", Codecs.TEXT, PreparedQuery::id)
            .field("Name", Codecs.TEXT, PreparedQuery::name)
            .field("Session", Codecs.TEXT, PreparedQuery::session)
            .field("Token", Codecs.TEXT, PreparedQuery::token)
            .field("Template", QueryTemplateOptions.CODEC, PreparedQuery::template)
            .field("Service", ServiceQuery.CODEC, PreparedQuery::service)
            .field("DNS", QueryDnsOptions.CODEC, PreparedQuery::dns)
            .field("CreateIndex", Codecs.UINT64, PreparedQuery::createIndex)
            .field("ModifyIndex", Codecs.UINT64, PreparedQuery::modifyIndex)
            .build(v -> new PreparedQuery(
                    v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next(), v.next()));

    /// Whether its name says who may read and change it (`http-api.md` §15). Otherwise whoever knows its ID may.
    public boolean isNamed() {
        return !name.isEmpty() || isTemplate();
    }

    /// Whether it answers every name with its prefix.
    public boolean isTemplate() {
        return !template.type().isEmpty();
    }

    /// The same with this ID.
    public PreparedQuery withId(String newId) {
        return new PreparedQuery(newId, name, session, token, template, service, dns, createIndex, modifyIndex);
    }

    /// The same executed with this token.
    public PreparedQuery withToken(String secret) {
        return new PreparedQuery(id, name, session, secret, template, service, dns, createIndex, modifyIndex);
    }

    /// The same with these Raft indexes.
    public PreparedQuery withIndexes(long create, long modify) {
        return new PreparedQuery(id, name, session, token, template, service, dns, create, modify);
    }

    /// The same asking for this.
    public PreparedQuery withService(ServiceQuery wanted) {
        return new PreparedQuery(id, name, session, token, template, wanted, dns, createIndex, modifyIndex);
    }
}
