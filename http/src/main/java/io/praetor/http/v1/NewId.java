package io.praetor.http.v1;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// The ID of what was created: `{"ID":"…"}`.
record NewId(String id) {
    static final StructCodec<NewId> CODEC = StructCodec.<NewId>of("sessionCreateResponse")
            .field("ID", Codecs.TEXT, NewId::id)
            .build(v -> new NewId(v.next()));
}
