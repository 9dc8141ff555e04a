package io.praetor.http.v1;

import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.acl.AclDeleteRequest;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenListStub;
import io.praetor.model.acl.AclTokenSetRequest;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.AclTokenGet;
import io.praetor.server.query.AclTokenList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// `/v1/acl/token…` (`http-api.md` §18).
final class AclTokenEndpoint {
    private static final Codec<@Nullable List<AclTokenListStub>> TOKENS = Codecs.list(AclTokenListStub.CODEC);
    private static final Codec<@Nullable AclToken> TOKEN = Codecs.pointer(AclToken.CODEC);
    private static final String CLONE = "/clone";
    private static final String DECODING = "Bad request: Token decoding failed: ";

    private final Reads reads;
    private final Acls acls;

    AclTokenEndpoint(Reads reads, Acls acls) {
        this.reads = reads;
        this.acls = acls;
    }

    Reply list(Request request) {
        Params params = request.params();
        AclTokenList wanted =
                new AclTokenList(true, true, params.first("policy"), params.first("role"), params.first("authmethod"));
        return reads.json(request, wanted, TOKENS, found -> found, Level.HIDDEN);
    }

    Reply get(Request request) {
        return token(request, new AclTokenGet(accessor(request.rest()), false));
    }

    Reply self(Request request) {
        return token(request, new AclTokenGet(reads.token(request), true));
    }

    private Reply token(Request request, AclTokenGet wanted) {
        return reads.read(request, wanted, answer -> {
            if (answer.value().token() == null) {
                throw RequestFailure.aclNotFound();
            }
            return Reads.found(answer, TOKEN, found -> found.token(), Level.HIDDEN);
        });
    }

    private static String accessor(String text) {
        if (text.isEmpty()) {
            throw RequestFailure.badRequest("Bad request: Missing token ID");
        }
        return text;
    }

    Reply create(Request request) {
        AclToken given = Bodies.strict(request, AclToken.CODEC, DECODING);
        return changed(acls.setToken(change(request, given, true)));
    }

    Reply put(Request request) {
        String rest = request.rest();
        return rest.endsWith(CLONE)
                ? copy(request, accessor(rest.substring(0, rest.length() - CLONE.length())))
                : update(request, accessor(rest));
    }

    private Reply update(Request request, String accessor) {
        AclToken given = Bodies.strict(request, AclToken.CODEC, DECODING);
        return changed(acls.setToken(change(request, named(given, accessor), false)));
    }

    private static AclToken named(AclToken given, String accessor) {
        if (!given.accessorId().isEmpty() && !given.accessorId().equals(accessor)) {
            throw RequestFailure.badRequest("Bad request: Token Accessor ID in URL and payload do not match");
        }
        return given.edit().accessorId(accessor).done();
    }

    private Reply copy(Request request, String accessor) {
        AclToken given =
                request.body().length == 0 ? AclToken.CODEC.zero() : Bodies.strict(request, AclToken.CODEC, DECODING);
        AclToken wanted = given.edit().accessorId(accessor).done();
        return changed(acls.cloneToken(change(request, wanted, true)));
    }

    private AclTokenSetRequest change(Request request, AclToken token, boolean create) {
        return new AclTokenSetRequest(reads.datacenterName(request), token, create, reads.token(request));
    }

    private static Reply changed(CompletableFuture<AclToken> stored) {
        return Reply.of(stored, token -> Reply.json(AclToken.CODEC, token));
    }

    Reply delete(Request request) {
        AclDeleteRequest deletion =
                new AclDeleteRequest(reads.datacenterName(request), accessor(request.rest()), reads.token(request));
        return Reply.of(acls.deleteToken(deletion), _ -> Reply.json(Codecs.BOOL, true));
    }
}
