package io.praetor.model.session;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// A service check that a session depends on.
public record SessionServiceCheck(String id, String namespace) {

    /// How it travels.
    public static final StructCodec<SessionServiceCheck> CODEC = StructCodec.<SessionServiceCheck>of("ServiceCheck")
            .field("ID", Codecs.TEXT, SessionServiceCheck::id)
            .field("Namespace", Codecs.TEXT, SessionServiceCheck::namespace)
            .build(v -> new SessionServiceCheck(v.next(), v.next()));
}
