package io.praetor.http.v1;

import io.praetor.http.route.Body;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.KvList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/kv/` (`http-api.md` §9).
final class KvEndpoint {
    private static final Codec<@Nullable List<KvEntry>> ENTRIES = Codecs.list(KvEntry.CODEC);

    private final Reads reads;
    private final Function<KvsRequest, CompletableFuture<Boolean>> apply;

    /// A value is whatever somebody wrote. No browser may take it for a page or a script of this address
    /// (CVE-2020-25864).
    private static final List<Reply.Field> INERT = List.of(
            new Reply.Field(HeaderNames.CONTENT_TYPE_OPTIONS, "nosniff"),
            new Reply.Field(HeaderNames.CONTENT_SECURITY_POLICY, "sandbox"));

    KvEndpoint(Reads reads, Function<KvsRequest, CompletableFuture<Boolean>> apply) {
        this.reads = reads;
        this.apply = apply;
    }

    Reply get(Request request) {
        String key = request.rest();
        Params params = request.params();
        if (params.has("keys")) {
            return keys(request, key);
        }
        if (params.has("recurse")) {
            return reads.read(
                    request,
                    new KvList(key),
                    answer -> answer.value().isEmpty()
                            ? Reads.missing(answer, Level.HIDDEN)
                            : Reads.found(answer, ENTRIES, Function.identity(), Level.HIDDEN));
        }
        checkKey(key);
        boolean raw = params.has("raw");
        return reads.read(request, new KvGet(key), answer -> entry(answer, raw));
    }

    private Reply keys(Request request, String prefix) {
        String separator = request.params().first("separator");
        if (separator.isEmpty()) {
            separator = request.params().first("seperator");
        }
        return reads.read(
                request,
                new KvKeys(prefix, separator),
                answer -> answer.value().isEmpty() && !prefix.isEmpty()
                        ? Reads.missing(answer, Level.HIDDEN)
                        : Reads.found(answer, Codecs.TEXTS, Function.identity(), Level.HIDDEN));
    }

    private static Reply.Full entry(Answer<@Nullable KvEntry> answer, boolean raw) {
        KvEntry entry = answer.value();
        if (entry == null) {
            return Reads.missing(answer, Level.HIDDEN);
        }
        if (!raw) {
            return Reads.found(answer, ENTRIES, value -> value == null ? null : List.of(value), Level.HIDDEN);
        }
        Bytes value = entry.value();
        Body body = value == null || value.length() == 0 ? Body.EMPTY : new Body.Raw(HeaderNames.TEXT_PLAIN, value);
        return new Reply.Full(200, body, Reads.meta(answer, Level.HIDDEN), INERT);
    }

    Reply put(Request request) {
        reads.options(request);
        checkKey(request.rest());
        Params params = request.params();
        checkConflicts(params, "cas", "acquire", "release");
        long flags = params.has("flags") ? Numbers.required(params.first("flags")) : 0;
        String op = KvOp.SET;
        String session = "";
        long index = 0;
        if (params.has("cas")) {
            op = KvOp.CAS;
            index = Numbers.required(params.first("cas"));
        } else if (params.has("acquire")) {
            op = KvOp.LOCK;
            session = params.first("acquire");
        } else if (params.has("release")) {
            op = KvOp.UNLOCK;
            session = params.first("release");
        }
        Bytes value = request.body().length == 0 ? null : Bytes.of(request.body());
        return apply(request, op, new KvEntry(0, request.rest(), flags, value, session, 0, index));
    }

    Reply delete(Request request) {
        reads.options(request);
        Params params = request.params();
        checkConflicts(params, "recurse", "cas");
        String op = KvOp.DELETE;
        long index = 0;
        if (params.has("recurse")) {
            op = KvOp.DELETE_TREE;
        } else {
            checkKey(request.rest());
            if (params.has("cas")) {
                op = KvOp.DELETE_CAS;
                index = Numbers.required(params.first("cas"));
            }
        }
        return apply(request, op, new KvEntry(0, request.rest(), 0, null, "", 0, index));
    }

    private Reply apply(Request request, String op, KvEntry entry) {
        var written = apply.apply(new KvsRequest(reads.datacenterName(request), op, entry, reads.token(request)));
        return Reply.of(written, done -> Reply.json(Codecs.BOOL, done));
    }

    private static void checkKey(String key) {
        if (key.isEmpty()) {
            throw RequestFailure.badRequest("Missing key name");
        }
    }

    private static void checkConflicts(Params params, String... names) {
        int given = 0;
        for (String name : names) {
            given += params.has(name) ? 1 : 0;
        }
        if (given > 1) {
            throw RequestFailure.badRequest("Conflicting flags: " + params.encoded());
        }
    }
}
