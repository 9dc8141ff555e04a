package io.praetor.http.v1;

import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Sessions;
import io.praetor.server.query.Query;
import io.praetor.server.query.SessionGet;
import io.praetor.server.query.SessionList;
import io.praetor.server.query.SessionsOfNode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// `/v1/session/…` (`http-api.md` §10).
final class SessionEndpoint {
    private static final Codec<@Nullable List<Session>> SESSIONS = Codecs.list(Session.CODEC);

    private final Reads reads;
    private final String nodeName;
    private final Sessions sessions;

    SessionEndpoint(Reads reads, String nodeName, Sessions sessions) {
        this.reads = reads;
        this.nodeName = nodeName;
        this.sessions = sessions;
    }

    Reply create(Request request) {
        SessionCreation wanted = request.body().length == 0
                ? SessionCreation.DEFAULT
                : Bodies.lenient(request, SessionCreation.CODEC, "Request decode failed: ");
        var created = sessions.apply(change(request, SessionRequest.CREATE, wanted.session(nodeName)));
        return Reply.of(created, id -> Reply.json(NewId.CODEC, new NewId(id)));
    }

    Reply destroy(Request request) {
        String id = Names.required(request, "Missing session");
        Session session = new Session("", "", "", 0, "", "", null, null, null, 0, 0).withId(id);
        var destroyed = sessions.apply(change(request, SessionRequest.DESTROY, session));
        return Reply.of(destroyed, _ -> Reply.json(Codecs.BOOL, true));
    }

    private SessionRequest change(Request request, String op, Session session) {
        return new SessionRequest(reads.datacenterName(request), op, session, reads.token(request));
    }

    Reply renew(Request request) {
        String id = Names.required(request, "Missing session");
        Function<@Nullable Session, Reply.Full> answer = session -> {
            if (session == null) {
                throw new RequestFailure(RequestFailure.Kind.NOT_FOUND, "Session id '" + id + "' not found");
            }
            return Reply.json(SESSIONS, List.of(session));
        };
        return Reply.of(sessions.renew(reads.datacenterName(request), id, reads.token(request)), answer);
    }

    Reply info(Request request) {
        return sessions(request, new SessionGet(Names.required(request, "Missing session")));
    }

    Reply node(Request request) {
        return sessions(request, new SessionsOfNode(Names.required(request, "Missing node name")));
    }

    Reply list(Request request) {
        return sessions(request, new SessionList());
    }

    private Reply sessions(Request request, Query<List<Session>> query) {
        return reads.json(request, query, SESSIONS, found -> found, Level.HIDDEN);
    }
}
