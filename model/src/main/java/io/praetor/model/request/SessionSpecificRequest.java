package io.praetor.model.request;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;
import io.praetor.model.rpc.QueryOptions;
import io.praetor.model.rpc.ReadRequest;

/// A read, or the renewal, of one session.
///
/// @param sessionId its ID
/// @param session   the same from old callers; either may be filled
public record SessionSpecificRequest(String datacenter, String sessionId, String session, QueryOptions options)
        implements ReadRequest {

    /// How it travels.
    public static final StructCodec<SessionSpecificRequest> CODEC = StructCodec.<SessionSpecificRequest>of(
                    "SessionSpecificRequest")
            .field("Datacenter", Codecs.TEXT, SessionSpecificRequest::datacenter)
            .field("SessionID", Codecs.TEXT, SessionSpecificRequest::sessionId)
            .field("Session", Codecs.TEXT, SessionSpecificRequest::session)
            .embed(QueryOptions.CODEC, SessionSpecificRequest::options)
            .build(v -> new SessionSpecificRequest(v.next(), v.next(), v.next(), v.embedded(QueryOptions.CODEC)));

    /// About this session, in the words of old and new callers.
    public static SessionSpecificRequest of(String datacenter, String id, QueryOptions options) {
        return new SessionSpecificRequest(datacenter, id, id, options);
    }

    /// The session's ID, whichever field has it.
    public String id() {
        return sessionId.isEmpty() ? session : sessionId;
    }
}
