package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.LegacyAcl;
import io.praetor.model.acl.LegacyAclRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.AclLegacyGet;
import io.praetor.server.query.AclLegacyList;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerSource;
import io.praetor.server.query.Queries;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Tokens in the form they had before 1.4 (`acl.md` §7).
final class AclLegacyEndpoint {
    private static final Codec<@Nullable List<LegacyAcl>> ACLS = Codecs.list(LegacyAcl.CODEC);
    private static final String DECODING = "Request decode failed: ";
    private static final String MISSING = "Missing ACL";

    private final Reads reads;
    private final Queries queries;
    private final Acls acls;

    AclLegacyEndpoint(Reads reads, Queries queries, Acls acls) {
        this.reads = reads;
        this.queries = queries;
        this.acls = acls;
    }

    Reply create(Request request) {
        LegacyAcl given = request.body().length == 0
                ? LegacyAcl.CODEC.zero()
                : Bodies.lenient(request, LegacyAcl.CODEC, DECODING);
        return set(request, given);
    }

    Reply update(Request request) {
        LegacyAcl given = Bodies.lenient(request, LegacyAcl.CODEC, DECODING);
        if (given.id().isEmpty()) {
            throw RequestFailure.badRequest("ACL ID must be set");
        }
        return set(request, given);
    }

    private Reply set(Request request, LegacyAcl given) {
        String type = given.type().isEmpty() ? AclToken.CLIENT : given.type();
        LegacyAcl acl = new LegacyAcl(given.id(), given.name(), type, given.rules(), 0, 0);
        return Reply.of(apply(request, LegacyAclRequest.SET, acl), id -> Reply.json(NewId.CODEC, new NewId(id)));
    }

    private CompletableFuture<String> apply(Request request, String op, LegacyAcl acl) {
        return acls.applyLegacy(new LegacyAclRequest(reads.datacenterName(request), op, acl, reads.token(request)));
    }

    Reply destroy(Request request) {
        LegacyAcl acl = new LegacyAcl(Names.required(request, MISSING), "", "", "", 0, 0);
        return Reply.of(apply(request, LegacyAclRequest.DELETE, acl), _ -> Reply.json(Codecs.BOOL, true));
    }

    Reply info(Request request) {
        AclLegacyGet wanted = new AclLegacyGet(Names.required(request, MISSING));
        return reads.json(request, wanted, ACLS, found -> found, Level.HIDDEN);
    }

    Reply list(Request request) {
        return reads.json(request, new AclLegacyList(), ACLS, found -> found, Level.HIDDEN);
    }

    /// A read, and what was read under another secret: the answer is fresh as the read was.
    Reply copy(Request request) {
        AclLegacyGet original = new AclLegacyGet(Names.required(request, MISSING));
        AnswerSource<String> copying =
                (options, done) -> queries.read(original, options, new ReadCallback<List<LegacyAcl>>() {
                    @Override
                    public void answered(Answer<List<LegacyAcl>> answer) {
                        if (answer.value().isEmpty()) {
                            done.failed(RequestFailure.permissionDenied());
                        } else {
                            copied(request, answer, options, done);
                        }
                    }

                    @Override
                    public void failed(Throwable cause) {
                        done.failed(cause);
                    }
                });
        return reads.ask(request, copying, answer -> Reads.found(answer, NewId.CODEC, NewId::new, Level.HIDDEN));
    }

    private void copied(Request request, Answer<List<LegacyAcl>> read, ReadOptions options, ReadCallback<String> done) {
        LegacyAcl original = read.value().getFirst();
        LegacyAcl copy = new LegacyAcl("", original.name(), original.type(), original.rules(), 0, 0);
        var _ = apply(request, LegacyAclRequest.SET, copy).whenComplete((id, failure) -> {
            if (failure != null) {
                Throwable cause = failure.getCause();
                done.failed(failure instanceof CompletionException && cause != null ? cause : failure);
                return;
            }
            done.answered(
                    new Answer<>(id, read.index(), read.knownLeader(), read.lastContact(), options.consistency()));
        });
    }
}
