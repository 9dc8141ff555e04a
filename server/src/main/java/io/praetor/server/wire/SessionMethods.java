package io.praetor.server.wire;

import io.praetor.model.codec.Codecs;
import io.praetor.model.request.Indexed;
import io.praetor.model.request.NodeSpecificRequest;
import io.praetor.model.request.SessionSpecificRequest;
import io.praetor.model.session.Session;
import io.praetor.model.session.SessionRequest;
import io.praetor.server.query.SessionGet;
import io.praetor.server.query.SessionList;
import io.praetor.server.query.SessionsOfNode;
import io.praetor.server.wire.CallMethod.Kind;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// `Session.…` (`rpc.md` §7).
public final class SessionMethods {
    private static final String REPLY = "IndexedSessions";
    private static final String FIELD = "Sessions";

    /// Begins or ends a session; the reply is its ID.
    public static final CallMethod<SessionRequest, String> APPLY =
            CallMethod.of("Session.Apply", Kind.WRITE, SessionRequest.CODEC, Codecs.TEXT, SessionRequest::datacenter);

    /// Gives a session its full time again; the reply holds it, or is nil when there is none.
    public static final CallMethod<SessionSpecificRequest, Indexed<@Nullable List<Session>>> RENEW = CallMethod.of(
            "Session.Renew",
            Kind.WRITE,
            SessionSpecificRequest.CODEC,
            Indexed.codec(REPLY, FIELD, Codecs.list(Session.CODEC)),
            SessionSpecificRequest::datacenter);

    /// One session.
    public static final ReadMethod<SessionGet, List<Session>> GET = Replies.list(
            ReadMethod.named("Session.Get", SessionGet.class)
                    .request(
                            SessionSpecificRequest.CODEC,
                            (query, envelope) ->
                                    SessionSpecificRequest.of(envelope.datacenter(), query.id(), envelope.options()),
                            (request, _) -> new SessionGet(request.id())),
            REPLY,
            FIELD,
            Session.CODEC);

    /// Every session.
    public static final ReadMethod<SessionList, List<Session>> LIST = Replies.list(
            ReadMethod.named("Session.List", SessionList.class)
                    .request(
                            SessionSpecificRequest.CODEC,
                            (_, envelope) -> SessionSpecificRequest.of(envelope.datacenter(), "", envelope.options()),
                            (_, _) -> new SessionList()),
            REPLY,
            FIELD,
            Session.CODEC);

    /// The sessions of a node.
    public static final ReadMethod<SessionsOfNode, List<Session>> NODE_SESSIONS = Replies.list(
            ReadMethod.named("Session.NodeSessions", SessionsOfNode.class)
                    .request(
                            NodeSpecificRequest.CODEC,
                            (query, envelope) ->
                                    new NodeSpecificRequest(envelope.datacenter(), query.node(), envelope.options()),
                            (request, _) -> new SessionsOfNode(request.node())),
            REPLY,
            FIELD,
            Session.CODEC);

    private SessionMethods() {}
}
