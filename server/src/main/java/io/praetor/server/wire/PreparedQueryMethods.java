package io.praetor.server.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.query.PreparedQuery;
import io.praetor.model.query.PreparedQueryExecuteRemoteRequest;
import io.praetor.model.query.PreparedQueryExecuteRequest;
import io.praetor.model.query.PreparedQueryExecuteResponse;
import io.praetor.model.query.PreparedQueryExplainResponse;
import io.praetor.model.query.PreparedQueryRequest;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.request.PreparedQuerySpecificRequest;
import io.praetor.server.query.PreparedQueryGet;
import io.praetor.server.query.PreparedQueryList;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;

/// `PreparedQuery.…` (`rpc.md` §7).
public final class PreparedQueryMethods {
    private static final String REPLY = "IndexedPreparedQueries";
    private static final String FIELD = "Queries";

    /// Makes, replaces or ends a definition; the reply is its ID.
    public static final CallMethod<PreparedQueryRequest, String> APPLY = CallMethod.of(
            "PreparedQuery.Apply",
            Kind.WRITE,
            PreparedQueryRequest.CODEC,
            Codecs.TEXT,
            PreparedQueryRequest::datacenter);

    /// The instances that a name leads to. How consistent an answer is goes without saying on the wire.
    public static final CallMethod<PreparedQueryExecuteRequest, PreparedQueryExecuteResponse> EXECUTE = CallMethod.of(
                    "PreparedQuery.Execute",
                    Kind.READ,
                    PreparedQueryExecuteRequest.CODEC,
                    PreparedQueryExecuteResponse.CODEC,
                    PreparedQueryExecuteRequest::datacenter)
            .translated(
                    (_, found) -> found.withMeta(found.meta().withConsistencyLevel("")),
                    (request, found) -> found.withMeta(Envelope.said(request, found.meta())));

    /// The instances that another datacenter's query finds.
    public static final CallMethod<PreparedQueryExecuteRemoteRequest, PreparedQueryExecuteResponse> EXECUTE_REMOTE =
            CallMethod.of(
                            "PreparedQuery.ExecuteRemote",
                            Kind.READ,
                            PreparedQueryExecuteRemoteRequest.CODEC,
                            PreparedQueryExecuteResponse.CODEC,
                            PreparedQueryExecuteRemoteRequest::datacenter)
                    .translated(
                            (_, found) -> found.withMeta(found.meta().withConsistencyLevel("")),
                            (request, found) -> found.withMeta(Envelope.said(request, found.meta())));

    /// The query that a name leads to.
    public static final CallMethod<PreparedQueryExecuteRequest, PreparedQueryExplainResponse> EXPLAIN = CallMethod.of(
                    "PreparedQuery.Explain",
                    Kind.READ,
                    PreparedQueryExecuteRequest.CODEC,
                    PreparedQueryExplainResponse.CODEC,
                    PreparedQueryExecuteRequest::datacenter)
            .translated(
                    (_, found) -> new PreparedQueryExplainResponse(
                            found.query(), found.meta().withConsistencyLevel("")),
                    (request, found) ->
                            new PreparedQueryExplainResponse(found.query(), Envelope.said(request, found.meta())));

    /// One definition.
    public static final ReadMethod<PreparedQueryGet, List<PreparedQuery>> GET = Replies.list(
            ReadMethod.named("PreparedQuery.Get", PreparedQueryGet.class)
                    .request(
                            PreparedQuerySpecificRequest.CODEC,
                            (query, envelope) -> new PreparedQuerySpecificRequest(
                                    envelope.datacenter(), query.id(), envelope.options()),
                            (request, _) -> new PreparedQueryGet(request.queryId())),
            REPLY,
            FIELD,
            PreparedQuery.CODEC);

    /// Every definition.
    public static final ReadMethod<PreparedQueryList, List<PreparedQuery>> LIST = Replies.list(
            ReadMethod.named("PreparedQuery.List", PreparedQueryList.class)
                    .request(
                            DcSpecificRequest.CODEC,
                            (_, envelope) -> new DcSpecificRequest(
                                    envelope.datacenter(), null, QuerySource.NONE, envelope.options()),
                            (_, _) -> new PreparedQueryList()),
            REPLY,
            FIELD,
            PreparedQuery.CODEC);

    private PreparedQueryMethods() {}
}
