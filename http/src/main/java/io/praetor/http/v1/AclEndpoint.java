package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.acl.AclAuthorization;
import io.praetor.model.acl.AclAuthorizationRequest;
import io.praetor.model.acl.AclBootstrapTokensRequest;
import io.praetor.model.acl.AclLoginParams;
import io.praetor.model.acl.AclLoginRequest;
import io.praetor.model.acl.AclLogoutRequest;
import io.praetor.model.acl.AclOidcAuthUrl;
import io.praetor.model.acl.AclOidcAuthUrlParams;
import io.praetor.model.acl.AclOidcAuthUrlRequest;
import io.praetor.model.acl.AclOidcCallbackParams;
import io.praetor.model.acl.AclOidcCallbackRequest;
import io.praetor.model.acl.AclReplicationStatus;
import io.praetor.model.acl.AclToken;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.query.QuerySource;
import io.praetor.model.request.DcSpecificRequest;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.RulesTranslation;
import io.praetor.server.endpoint.AclAuthorizations;
import io.praetor.server.endpoint.Acls;
import io.praetor.server.query.AclTokenGet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// What `/v1/acl/…` has besides objects: the beginning, logins, and questions (`http-api.md` §18).
final class AclEndpoint {
    private static final Codec<@Nullable List<AclAuthorization>> QUESTIONS = Codecs.list(AclAuthorization.QUESTION);
    private static final Codec<@Nullable List<AclAuthorization>> ANSWERS = Codecs.list(AclAuthorization.ANSWER);
    private static final List<AclAuthorization> MAY_READ = List.of(new AclAuthorization("acl", "", "read", false));
    private static final String DECODING = "Bad request: Failed to decode request body: ";

    private final Reads reads;
    private final Acls acls;

    AclEndpoint(Reads reads, Acls acls) {
        this.reads = reads;
        this.acls = acls;
    }

    // ---- the beginning

    /// The secret that the first token shall have (later versions).
    private record Wanted(String secret) {
        static final StructCodec<Wanted> CODEC = StructCodec.<Wanted>of("BootstrapRequest")
                .field("BootstrapSecret", Codecs.TEXT, Wanted::secret)
                .build(v -> new Wanted(v.next()));
    }

    /// The first token, with its secret twice.
    private record First(AclToken token) {
        static final StructCodec<First> CODEC = StructCodec.<First>of("aclBootstrapResponse")
                .field("ID", Codecs.TEXT, first -> first.token.secretId())
                .embed(AclToken.CODEC, First::token)
                .build(v -> {
                    String _ = v.next();
                    return new First(v.embedded(AclToken.CODEC));
                });
    }

    Reply bootstrap(Request request) {
        Wanted wanted = request.body().length == 0
                ? new Wanted("")
                : Bodies.lenient(request, Wanted.CODEC, "Bad request: Request decode failed: ");
        var first = acls.bootstrap(AclBootstrapTokensRequest.of(reads.datacenterName(request), wanted.secret()));
        return Reply.of(first, token -> Reply.json(First.CODEC, new First(token)));
    }

    Reply replication(Request request) {
        DcSpecificRequest question = new DcSpecificRequest(
                reads.datacenterName(request), null, QuerySource.NONE, QueryOptions.of(reads.token(request)));
        return Reply.of(acls.replication(question), status -> Reply.json(AclReplicationStatus.CODEC, status));
    }

    // ---- logins

    /// Whoever logs in has no token: one that is sent all the same does not count.
    Reply login(Request request) {
        AclLoginParams login = Bodies.strict(request, AclLoginParams.CODEC, DECODING);
        var token = acls.login(new AclLoginRequest(reads.datacenterName(request), login, ""));
        return Reply.of(token, made -> Reply.json(AclToken.CODEC, made));
    }

    Reply oidcAuthUrl(Request request) {
        AclOidcAuthUrlParams login = Bodies.strict(request, AclOidcAuthUrlParams.CODEC, DECODING);
        var url = acls.oidcAuthUrl(new AclOidcAuthUrlRequest(reads.datacenterName(request), login, ""));
        return Reply.of(url, made -> Reply.json(AclOidcAuthUrl.CODEC, made));
    }

    /// Some clients call the nonce just that.
    private record Callback(AclOidcCallbackParams login, String nonce) {
        static final StructCodec<Callback> CODEC = StructCodec.<Callback>of("ACLOIDCCallbackParams")
                .embed(AclOidcCallbackParams.CODEC, Callback::login)
                .field("Nonce", Codecs.TEXT, Callback::nonce)
                .build(v -> new Callback(v.embedded(AclOidcCallbackParams.CODEC), v.next()));

        AclOidcCallbackParams params() {
            return nonce.isEmpty()
                    ? login
                    : new AclOidcCallbackParams(login.authMethod(), login.state(), login.code(), nonce);
        }
    }

    Reply oidcCallback(Request request) {
        AclOidcCallbackParams login =
                Bodies.strict(request, Callback.CODEC, DECODING).params();
        var token = acls.oidcCallback(new AclOidcCallbackRequest(reads.datacenterName(request), login, ""));
        return Reply.of(token, made -> Reply.json(AclToken.CODEC, made));
    }

    Reply logout(Request request) {
        String secret = reads.token(request);
        if (secret.isEmpty()) {
            throw RequestFailure.aclNotFound();
        }
        return Reply.of(
                acls.logout(new AclLogoutRequest(reads.datacenterName(request), secret)),
                _ -> Reply.json(Codecs.BOOL, true));
    }

    // ---- questions

    Reply authorize(Request request) {
        List<AclAuthorization> given = Bodies.lenient(request, QUESTIONS, DECODING);
        List<AclAuthorization> questions = given == null ? List.of() : given;
        try {
            AclAuthorizations.requireSound(questions);
        } catch (RequestFailure refusal) {
            throw RequestFailure.badRequest("Bad request: " + refusal.text());
        }
        return Reply.of(ask(request, questions), answers -> Reply.json(ANSWERS, answers));
    }

    private CompletableFuture<List<AclAuthorization>> ask(Request request, List<AclAuthorization> questions) {
        QueryOptions options = QueryOptions.of(reads.token(request));
        return acls.authorize(new AclAuthorizationRequest(reads.datacenterName(request), questions, options));
    }

    // ---- rules of the old kind

    Reply translate(Request request) {
        String rules = new String(request.body(), StandardCharsets.UTF_8);
        return Reply.of(ask(request, MAY_READ), answers -> {
            if (!answers.getFirst().allow()) {
                throw RequestFailure.permissionDenied();
            }
            return Reply.text(200, RulesTranslation.translate(rules));
        });
    }

    Reply translateToken(Request request) {
        String accessor = Names.required(request, "Bad request: Missing token ID");
        return reads.readOnce(request, new AclTokenGet(accessor, false), answer -> {
            AclToken token = answer.value().token();
            if (token == null) {
                throw RequestFailure.aclNotFound();
            }
            if (token.rules().isEmpty()) {
                throw RequestFailure.internal("The specified token does not have any rules set");
            }
            return Reply.text(200, RulesTranslation.translate(token.rules()));
        });
    }
}
