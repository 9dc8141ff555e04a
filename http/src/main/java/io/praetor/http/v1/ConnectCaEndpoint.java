package io.praetor.http.v1;

import io.netty.util.AsciiString;
import io.praetor.http.route.Body;
import io.praetor.http.route.HeaderNames;
import io.praetor.http.route.Meta;
import io.praetor.http.route.Params;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.Bytes;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaRequest;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.IssuedCert;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Resource;
import io.praetor.server.endpoint.ConnectCa;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CaConfigurationGet;
import io.praetor.server.query.CaRootsGet;
import io.praetor.server.query.Queries;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/connect/ca/…` and `/v1/agent/connect/ca/…` (`http-api.md` §6, §13).
final class ConnectCaEndpoint {
    private static final AsciiString CHAIN = AsciiString.cached("application/pem-certificate-chain");
    private static final Codec<@Nullable CaConfiguration> CONFIGURATION = Codecs.pointer(CaConfiguration.CODEC);
    private static final String READ_ONLY = "CA Provider State is read-only";

    private final Reads reads;
    private final Gate gate;
    private final ConnectCa authority;
    private final AnswerCache cache;
    private final AnswerCache.Question<CaRoots> roots;
    private final Function<String, AnswerCache.Question<IssuedCert>> leaves;

    /// @param cache  of the agent, which answers what is asked of the agent
    /// @param leaves the question for the certificate of a service
    ConnectCaEndpoint(
            Reads reads,
            Gate gate,
            Queries queries,
            ConnectCa authority,
            AnswerCache cache,
            Function<String, AnswerCache.Question<IssuedCert>> leaves) {
        this.reads = reads;
        this.gate = gate;
        this.authority = authority;
        this.cache = cache;
        this.roots = new AnswerCache.Question<>(
                new CaRootsGet(),
                AnswerCache.Kind.FOLLOWED,
                (options, done) -> queries.read(new CaRootsGet(), options, done));
        this.leaves = leaves;
    }

    Reply roots(Request request) {
        boolean pem = pem(request.params());
        return reads.read(request, new CaRootsGet(), pem ? ConnectCaEndpoint::chain : ConnectCaEndpoint::shown);
    }

    private static boolean pem(Params params) {
        String text = params.first("pem");
        if (text.isEmpty()) {
            return false;
        }
        Boolean wanted = Numbers.truth(text);
        if (wanted == null) {
            throw RequestFailure.badRequest("Bad request: The 'pem' query parameter must be a boolean value");
        }
        return wanted;
    }

    /// Whether somebody leads, it does not say: the original forgets it on the way.
    private static Reply.Full shown(Answer<CaRoots> answer) {
        Meta meta = new Meta(answer.index(), false, answer.lastContact().toMillis(), null);
        return new Reply.Full(200, new Body.Shared<>(answer, CaRoots.CODEC, all -> all), meta, List.of());
    }

    private static Reply.Full chain(Answer<CaRoots> answer) {
        StringBuilder pem = new StringBuilder();
        for (CaRoot root : answer.value().all()) {
            pem.append(root.rootCert());
            root.intermediates().forEach(pem::append);
        }
        return new Reply.Full(200, new Body.Raw(CHAIN, Bytes.of(pem.toString())), null, List.of());
    }

    Reply configuration(Request request) {
        return reads.readOnce(request, new CaConfigurationGet(), answer -> Reply.json(CONFIGURATION, answer.value()));
    }

    Reply configure(Request request) {
        CaConfiguration config = Bodies.strict(request, CaConfiguration.CODEC, "Bad request: Request decode failed: ");
        CaRequest change = CaRequest.configure(reads.datacenterName(request), config, reads.token(request));
        return Reply.of(
                authority.configure(change).exceptionally(failure -> {
                    throw refusal(failure);
                }),
                _ -> Reply.empty(200));
    }

    private static CompletionException refusal(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        boolean readOnly =
                cause instanceof RequestFailure refused && refused.text().endsWith(READ_ONLY);
        return new CompletionException(
                readOnly
                        ? RequestFailure.badRequest("Bad request: Provider State is read-only. It must be omitted or"
                                + " identical to the current value")
                        : cause);
    }

    Reply agentRoots(Request request) {
        return reads.followed(request, cache, roots, ConnectCaEndpoint::shown);
    }

    /// The certificate of a service with its private key. It is kept for whoever has the same token; so whether that
    /// may still have it is looked at each time.
    Reply leaf(Request request) {
        String service = Names.required(request, "Missing service name");
        Gate.Visitor visitor = gate.visitor(request);
        Reply.Later leaf = reads.followed(request, cache, leaves.apply(service), ConnectCaEndpoint::leaf);
        return new Reply.Later(done -> visitor.start(done, by -> {
            by.require(Resource.SERVICE, service, Access.WRITE);
            return leaf.work().start(done);
        }));
    }

    private static Reply.Full leaf(Answer<IssuedCert> answer) {
        return Reply.json(IssuedCert.CODEC, answer.value())
                .with(HeaderNames.INDEX, Long.toUnsignedString(answer.index()));
    }
}
