package io.praetor.agent.check.probe;

import io.netty.handler.codec.http2.Http2FrameCodec;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2Settings;

/// HTTP/2 as checks speak it: one connection for one question.
final class Http2 {
    private static final int LONGEST_HEADERS = 8 << 10;
    private static final int LARGEST_FRAME = 16 << 10;

    private Http2() {}

    static Http2FrameCodec codec() {
        return Http2FrameCodecBuilder.forClient()
                .initialSettings(Http2Settings.defaultSettings()
                        .pushEnabled(false)
                        .maxHeaderListSize(LONGEST_HEADERS)
                        .maxFrameSize(LARGEST_FRAME))
                // the other side need not finish anything
                .gracefulShutdownTimeoutMillis(0)
                .build();
    }
}
