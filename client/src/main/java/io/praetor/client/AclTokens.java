package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.acl.AclToken;
import io.praetor.model.acl.AclTokenListStub;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Tokens, named by their accessor IDs (spec/http-api.md section 18). One that does not exist is an error with status
/// 403.
public final class AclTokens {
    private static final String PATH = "/v1/acl/token";
    private static final Codec<@Nullable Map<String, String>> CLONE_BODY = Codecs.TEXT_MAP;

    private final Calls calls;

    AclTokens(Calls calls) {
        this.calls = calls;
    }

    /// Makes a token; empty IDs are chosen by the servers.
    public AclToken create(AclToken token) throws ConsulException {
        return write(PATH, token);
    }

    /// Replaces the token with this accessor ID.
    public AclToken update(AclToken token) throws ConsulException {
        return write(PATH + "/" + token.accessorId(), token);
    }

    private AclToken write(String path, AclToken token) throws ConsulException {
        Request request = Request.put(path).withBody(Bytes.of(Json.compact(AclToken.CODEC, token)));
        return calls.read(request, AclToken.CODEC).value();
    }

    /// Makes a token that may do what another may.
    ///
    /// @param description empty keeps the other's
    public AclToken copy(String accessorId, String description) throws ConsulException {
        byte[] body = Json.compact(CLONE_BODY, Map.of("Description", description));
        Request request = Request.put(PATH + "/" + accessorId + "/clone").withBody(Bytes.of(body));
        return calls.read(request, AclToken.CODEC).value();
    }

    /// One token; its secret reads `<hidden>` to whoever may not write tokens.
    public Answer<AclToken> read(String accessorId, Query query) throws ConsulException {
        return calls.read(Request.get(PATH + "/" + accessorId).withQuery(query), AclToken.CODEC);
    }

    /// The client's own token, which needs no permission.
    public Answer<AclToken> self(Query query) throws ConsulException {
        return calls.read(Request.get(PATH + "/self").withQuery(query), AclToken.CODEC);
    }

    /// The token with this secret, which needs no permission.
    public AclToken bySecret(String secretId) throws ConsulException {
        return calls.read(Request.get(PATH + "/self").as(secretId), AclToken.CODEC)
                .value();
    }

    /// Deletes a token; it need not exist.
    public void delete(String accessorId) throws ConsulException {
        calls.run(Request.delete(PATH + "/" + accessorId));
    }

    /// All tokens, without secrets.
    public Answer<List<AclTokenListStub>> list(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/acl/tokens").withQuery(query), AclTokenListStub.CODEC);
    }
}
