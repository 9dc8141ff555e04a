package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.rpc.QueryMeta;
import io.praetor.model.txn.TxnError;
import io.praetor.model.txn.TxnOp;
import io.praetor.model.txn.TxnReadResponse;
import io.praetor.model.txn.TxnRequest;
import io.praetor.model.txn.TxnResponse;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.TxnRead;
import io.praetor.server.query.Answer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/txn` (`http-api.md` §11).
final class TxnEndpoint {
    /// Operations in one transaction.
    static final int MAX_OPERATIONS = 64;

    private static final int CONFLICT = 409;
    private static final Codec<@Nullable List<TxnOperation>> OPERATIONS = Codecs.list(TxnOperation.CODEC);

    private final Reads reads;
    private final long maxValueSize;
    private final Function<TxnRequest, CompletableFuture<TxnResponse>> apply;

    /// @param apply runs transactions that write
    TxnEndpoint(Reads reads, long maxValueSize, Function<TxnRequest, CompletableFuture<TxnResponse>> apply) {
        this.reads = reads;
        this.maxValueSize = maxValueSize;
        this.apply = apply;
    }

    Reply put(Request request) {
        List<TxnOperation> body = Bodies.strict(request, OPERATIONS, "Failed to parse body: ");
        List<TxnOperation> operations = body == null ? List.of() : body;
        if (operations.size() > MAX_OPERATIONS) {
            throw tooLarge(
                    "Transaction contains too many operations (" + operations.size() + " > " + MAX_OPERATIONS + ")");
        }
        operations.forEach(this::checkValue);
        String datacenter = reads.datacenterName(request);
        List<TxnOp> ops = operations.stream()
                .filter(operation -> !operation.isEmpty())
                .map(operation -> operation.toOp(datacenter))
                .toList();
        if (operations.stream().noneMatch(TxnOperation::isWrite)) {
            return reads.readOnce(request, new TxnRead(ops), TxnEndpoint::answer);
        }
        TxnRequest write = new TxnRequest(datacenter, ops, reads.token(request));
        return Reply.of(
                apply.apply(write), response -> Reply.json(status(response.errors()), TxnResponse.CODEC, response));
    }

    private void checkValue(TxnOperation operation) {
        TxnOperation.Kv kv = operation.kv();
        Bytes value = kv == null ? null : kv.value();
        if (kv != null && value != null && value.length() > maxValueSize) {
            throw tooLarge("Value for key " + Numbers.quoted(kv.key()) + " is too large (" + value.length() + " > "
                    + maxValueSize + " bytes)");
        }
    }

    private static RequestFailure tooLarge(String text) {
        return new RequestFailure(RequestFailure.Kind.TOO_LARGE, text);
    }

    /// The answer of a transaction that only reads says how fresh it is, in its body too, but has no index.
    private static Reply.Full answer(Answer<TxnResponse> answer) {
        TxnResponse response = answer.value();
        QueryMeta meta = new QueryMeta(0, answer.lastContact().toNanos(), answer.knownLeader(), "", false);
        int status = status(response.errors());
        Reply.Full reply = Reply.json(
                status, TxnReadResponse.CODEC, new TxnReadResponse(response.results(), response.errors(), meta));
        return status == CONFLICT
                ? reply
                : reply.with(Reads.meta(answer, Level.HIDDEN).withoutIndex());
    }

    private static int status(@Nullable List<TxnError> errors) {
        return errors == null || errors.isEmpty() ? 200 : CONFLICT;
    }
}
