package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import java.util.List;
import java.util.Optional;

/// Stored questions for instances of services (spec/http-api.md section 14).
public final class PreparedQueries {
    private static final String PATH = "/v1/query";

    private final Calls calls;

    PreparedQueries(Calls calls) {
        this.calls = calls;
    }

    private record Created(String id) {
        private static final StructCodec<Created> CODEC = StructCodec.<Created>of("ID")
                .field("ID", Codecs.TEXT, Created::id)
                .build(v -> new Created(v.next()));
    }

    /// All queries the token may see.
    public Answer<List<PreparedQuery>> list(Query query) throws ConsulException {
        return calls.list(Request.get(PATH).withQuery(query), PreparedQuery.CODEC);
    }

    /// One query, if it exists.
    public Answer<Optional<PreparedQuery>> get(String id, Query query) throws ConsulException {
        Response response = calls.find(Request.get(PATH + "/" + id).withQuery(query));
        List<PreparedQuery> found =
                Calls.exists(response) ? Calls.parse(Codecs.list(PreparedQuery.CODEC), Calls.body(response)) : null;
        return Calls.answer(
                response, found == null ? Optional.empty() : found.stream().findFirst());
    }

    /// Stores a query without an ID.
    ///
    /// @return its ID
    public String create(PreparedQuery wanted) throws ConsulException {
        return calls.read(new Request("POST", PATH).withBody(body(wanted)), Created.CODEC)
                .value()
                .id();
    }

    /// Replaces the query with this ID.
    public void update(PreparedQuery wanted) throws ConsulException {
        calls.run(Request.put(PATH + "/" + wanted.id()).withBody(body(wanted)));
    }

    private static Bytes body(PreparedQuery wanted) {
        return Bytes.of(Json.compact(PreparedQuery.CODEC, wanted));
    }

    /// Removes a query; it need not exist.
    public void delete(String id) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + id));
    }

    /// Asks a query.
    ///
    /// @param idOrName its ID, its name, or a name that a template answers
    /// @param limit    the most instances to be given; 0 for all
    public PreparedQueryExecuteResponse execute(String idOrName, int limit, Query query) throws ConsulException {
        Request request = Request.get(PATH + "/" + idOrName + "/execute").withQuery(query);
        if (limit > 0) {
            request.with("limit", Integer.toString(limit));
        }
        return calls.read(request, PreparedQueryExecuteResponse.CODEC).value();
    }

    /// The query that a name leads to, with everything a template fills in.
    public PreparedQuery explain(String idOrName, Query query) throws ConsulException {
        return calls.read(
                        Request.get(PATH + "/" + idOrName + "/explain").withQuery(query),
                        PreparedQueryExplainResponse.CODEC)
                .value()
                .query();
    }
}
