package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.GoDuration;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Sessions: what holds locks, bound to a node and its checks (spec/http-api.md section 10).
public final class Sessions {
    private final Calls calls;

    Sessions(Calls calls) {
        this.calls = calls;
    }

    /// How a new session shall be.
    ///
    /// @param name     for people; may be empty
    /// @param ttl      it ends unless renewed within this time; zero means it never does
    /// @param behavior what becomes of its keys at the end: [Session#RELEASE] or [Session#DELETE]
    public record Terms(String name, Duration ttl, String behavior) {
        private static final StructCodec<Terms> CODEC = StructCodec.<Terms>of("SessionEntry")
                .field("Name", Codecs.TEXT, Terms::name)
                .omitEmpty()
                .field("TTL", Codecs.TEXT, Terms::ttlText)
                .omitEmpty()
                .field("Behavior", Codecs.TEXT, Terms::behavior)
                .omitEmpty()
                .build(v -> {
                    String name = v.next();
                    String ttl = v.next();
                    return new Terms(
                            name, ttl.isEmpty() ? Duration.ZERO : Duration.ofNanos(GoDuration.parse(ttl)), v.next());
                });

        private String ttlText() {
            return ttl.isZero() ? "" : GoDuration.format(ttl.toNanos());
        }
    }

    private record Created(String id) {
        private static final StructCodec<Created> CODEC = StructCodec.<Created>of("SessionID")
                .field("ID", Codecs.TEXT, Created::id)
                .build(v -> new Created(v.next()));
    }

    /// Creates a session on the agent's node.
    ///
    /// @return its ID
    public String create(Terms terms) throws ConsulException {
        Request request = Request.put("/v1/session/create").withBody(Bytes.of(Json.compact(Terms.CODEC, terms)));
        return calls.read(request, Created.CODEC).value().id();
    }

    /// Starts its time to live anew.
    ///
    /// @return false when the session is gone
    public boolean renew(String id) throws ConsulException {
        Response response = calls.find(Request.put("/v1/session/renew/" + id));
        if (Calls.exists(response)) {
            Calls.body(response);
            return true;
        }
        return false;
    }

    /// Ends a session; it need not exist.
    public void destroy(String id) throws ConsulException {
        calls.run(Request.put("/v1/session/destroy/" + id));
    }

    /// One session, if it exists.
    public Answer<Optional<Session>> info(String id, Query query) throws ConsulException {
        Answer<List<Session>> answer =
                calls.list(Request.get("/v1/session/info/" + id).withQuery(query), Session.CODEC);
        return Calls.with(answer, answer.value().stream().findFirst());
    }

    /// All sessions.
    public Answer<List<Session>> list(Query query) throws ConsulException {
        return calls.list(Request.get("/v1/session/list").withQuery(query), Session.CODEC);
    }
}
