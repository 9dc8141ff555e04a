package io.praetor.http.v1;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// The ID of what was created: `{"ID":"…"}`.
record SessionId(String id) {
    static final StructCodec<SessionId> CODEC = StructCodec.<SessionId>of("sessionCreateResponse")
            .field("ID", Codecs.TEXT, SessionId::id)
            .build(v -> new SessionId(v.next()));
}
