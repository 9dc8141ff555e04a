package io.praetor.model.session;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// Creates or destroys a session (command 3).
///
/// @param op `create` or `destroy`
public record SessionRequest(String datacenter, String op, Session session, String token) {

    /// Makes a session.
    public static final String CREATE = "create";

    /// Ends a session.
    public static final String DESTROY = "destroy";

    /// How it travels.
    public static final StructCodec<SessionRequest> CODEC = StructCodec.<SessionRequest>of("SessionRequest")
            .field("Datacenter", Codecs.TEXT, SessionRequest::datacenter)
            .field("Op", Codecs.TEXT, SessionRequest::op)
            .field("Session", Session.CODEC, SessionRequest::session)
            .field("Token", Codecs.TEXT, SessionRequest::token)
            .build(v -> new SessionRequest(v.next(), v.next(), v.next(), v.next()));
}
