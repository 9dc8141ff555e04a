package io.praetor.http.v1;

import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.StructCodec;

/// The body of `/v1/agent/check/update/…`.
record CheckUpdate(String status, String output) {
    static final StructCodec<CheckUpdate> CODEC = StructCodec.<CheckUpdate>of("checkUpdate")
            .field("Status", Codecs.TEXT, CheckUpdate::status)
            .field("Output", Codecs.TEXT, CheckUpdate::output)
            .build(v -> new CheckUpdate(v.next(), v.next()));
}
