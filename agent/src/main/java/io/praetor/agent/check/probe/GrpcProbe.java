package io.praetor.agent.check.probe;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2ChannelDuplexHandler;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2FrameStreamException;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.codec.http2.Http2ResetFrame;
import io.netty.util.ReferenceCountUtil;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Asks the standard health service of gRPC. One call with two tiny messages: HTTP/2 and a few bytes of Protobuf, for
/// which no gRPC library is worth its size.
///
/// @param target  `host:port` or `host:port/service`
/// @param tls     null: in the clear
record GrpcProbe(Network network, String target, Tls.@Nullable Choice tls, Duration timeout) implements NetProbe {
    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    private static final class Look extends NetAttempt implements Dial.Listener {
        private final GrpcProbe probe;
        private final String server;
        private final String service;

        Look(GrpcProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            this.probe = probe;
            int slash = probe.target.indexOf('/');
            server = slash < 0 ? probe.target : probe.target.substring(0, slash);
            service = slash < 0 ? "" : probe.target.substring(slash + 1);
        }

        @Override
        void start() {
            try {
                dial(HostPort.parse(server), probe.tls, this);
            } catch (HostPort.BadTarget e) {
                failed("dial tcp: " + e.getMessage());
            }
        }

        @Override
        public void failed(String problem) {
            fail("Unavailable", "connection error: desc = \"transport: Error while dialing " + problem + "\"");
        }

        private void fail(String code, String description) {
            conclude(Finding.critical(GrpcHealth.error(code, description)));
        }

        @Override
        Finding late() {
            return Finding.critical(GrpcHealth.error("DeadlineExceeded", "context deadline exceeded"));
        }

        @Override
        public void connected(Channel channel) {
            Answers answers = new Answers();
            channel.pipeline().addLast(Http2.codec(), answers);
            Http2FrameStream stream = answers.newStream();
            Http2Headers headers = new DefaultHttp2Headers()
                    .method("POST")
                    .scheme(probe.tls == null ? "http" : "https")
                    .path(GrpcHealth.PATH)
                    .authority(server)
                    .add("content-type", "application/grpc")
                    .add("te", "trailers")
                    .add("user-agent", "Consul Health Check");
            var _ = channel.write(new DefaultHttp2HeadersFrame(headers, false).stream(stream));
            channel.writeAndFlush(new DefaultHttp2DataFrame(Unpooled.wrappedBuffer(GrpcHealth.request(service)), true)
                            .stream(stream))
                    .addListener(sent -> {
                        Throwable cause = sent.cause();
                        if (cause != null) {
                            broken(cause);
                        }
                    });
        }

        private void broken(Throwable cause) {
            boolean ofStream = cause instanceof Http2FrameStreamException;
            Throwable inner = ofStream && cause.getCause() != null ? cause.getCause() : cause;
            fail("Unavailable", "connection error: desc = \"transport: " + Faults.talking(inner) + "\"");
        }

        private void judge(byte[] reply) {
            String state = GrpcHealth.state(reply);
            if (state == null) {
                fail("Internal", "grpc: failed to unmarshal the received message");
            } else if (state.equals("SERVING")) {
                conclude(Finding.passing("gRPC check " + probe.target + ": success"));
            } else {
                conclude(Finding.critical("gRPC " + server + " serving status: " + state));
            }
        }

        private final class Answers extends Http2ChannelDuplexHandler {
            private final ByteArrayOutputStream reply = new ByteArrayOutputStream();

            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                try {
                    switch (message) {
                        case Http2HeadersFrame head -> headers(head.headers(), head.isEndStream());
                        case Http2DataFrame data -> data(data);
                        case Http2ResetFrame reset ->
                            fail(
                                    reset.errorCode() == Http2Error.REFUSED_STREAM.code() ? "Unavailable" : "Internal",
                                    "stream terminated by RST_STREAM with error code: " + reset.errorCode());
                        case Http2GoAwayFrame _ -> fail("Unavailable", "connection error: server sent GOAWAY");
                        default -> {}
                    }
                } finally {
                    ReferenceCountUtil.release(message);
                }
            }

            private void headers(Http2Headers headers, boolean last) {
                CharSequence status = headers.status();
                CharSequence code = headers.get("grpc-status");
                if (status != null && !status.toString().equals("200")) {
                    fail(GrpcHealth.codeOfHttp(status), "unexpected HTTP status code received from server: " + status);
                } else if (code != null && !code.toString().equals("0")) {
                    CharSequence message = headers.get("grpc-message");
                    fail(GrpcHealth.code(code), message == null ? "" : GrpcHealth.message(message));
                } else if (last) {
                    if (code == null) {
                        fail("Internal", "server closed the stream without sending trailers");
                    } else {
                        judge(reply.toByteArray());
                    }
                }
            }

            private void data(Http2DataFrame data) {
                byte[] piece = new byte[data.content().readableBytes()];
                if (reply.size() + piece.length > GrpcHealth.LONGEST_REPLY) {
                    fail("ResourceExhausted", "grpc: received message larger than max");
                    return;
                }
                data.content().readBytes(piece);
                reply.writeBytes(piece);
                if (data.isEndStream()) {
                    fail("Internal", "server closed the stream without sending trailers");
                }
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                fail("Unavailable", "transport is closing");
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                broken(cause);
            }
        }
    }
}
