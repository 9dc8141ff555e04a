package io.praetor.agent.check.probe;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseDecoder;
import io.netty.handler.codec.http.LastHttpContent;

/// One request on a connection of its own, and its answer, within limits.
final class HttpExchange {
    private static final int LONGEST_LINE = 4096;
    private static final int LONGEST_HEAD = 64 << 10;
    private static final int CHUNK_BYTES = 8192;

    /// How many `1xx` answers may come before the real one.
    private static final int MOST_INTERIM = 5;

    private HttpExchange() {}

    /// Hears the answer, in order, on the event loop.
    interface Sink {
        /// The head has come.
        void head(HttpResponse response);

        /// A piece of the body, valid during the call.
        void body(ByteBuf piece);

        /// The answer is complete, or as complete as it will be: the other side hung up in the body.
        void end();

        /// There will be no answer.
        void failed(String problem);
    }

    /// Sends a request over a connection, and hears what comes.
    ///
    /// @param headOnly the answer has no body whatever its head says
    static void begin(Channel channel, byte[] request, boolean headOnly, Sink sink) {
        channel.pipeline().addLast(new Decoder(headOnly), new Handler(sink));
        channel.writeAndFlush(Unpooled.wrappedBuffer(request)).addListener(written -> {
            Throwable cause = written.cause();
            // a server may answer and hang up before it has read everything; then the answer counts
            if (cause != null && !channel.isActive()) {
                sink.failed(Faults.talking(cause));
            }
        });
    }

    private static final class Decoder extends HttpResponseDecoder {
        private final boolean headOnly;

        Decoder(boolean headOnly) {
            super(new HttpDecoderConfig()
                    .setMaxInitialLineLength(LONGEST_LINE)
                    .setMaxHeaderSize(LONGEST_HEAD)
                    .setMaxChunkSize(CHUNK_BYTES)
                    .setValidateHeaders(false));
            this.headOnly = headOnly;
        }

        @Override
        protected boolean isContentAlwaysEmpty(HttpMessage message) {
            return headOnly || super.isContentAlwaysEmpty(message);
        }
    }

    private static final class Handler extends SimpleChannelInboundHandler<HttpObject> {
        private final Sink sink;
        private int interim;
        private boolean inInterim;
        private boolean hasHead;
        private boolean over;

        Handler(Sink sink) {
            this.sink = sink;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (over) {
                return;
            }
            if (message.decoderResult().isFailure()) {
                malformed();
                return;
            }
            if (message instanceof HttpResponse response) {
                int status = response.status().code();
                inInterim = status >= 100 && status < 200 && status != 101;
                if (!inInterim) {
                    hasHead = true;
                    sink.head(response);
                } else if (++interim > MOST_INTERIM) {
                    over = true;
                    sink.failed("net/http: HTTP/1.x transport connection broken: too many 1xx informational responses");
                    return;
                }
            }
            if (message instanceof HttpContent content && !inInterim && !over) {
                if (content.content().isReadable()) {
                    sink.body(content.content());
                }
                if (message instanceof LastHttpContent && !over) {
                    over = true;
                    sink.end();
                }
            }
        }

        private void malformed() {
            over = true;
            if (hasHead) {
                sink.end();
            } else {
                sink.failed("net/http: HTTP/1.x transport connection broken: malformed HTTP response");
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext context) {
            if (!over) {
                over = true;
                if (hasHead) {
                    sink.end();
                } else {
                    sink.failed("EOF");
                }
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            if (!over) {
                over = true;
                if (hasHead) {
                    sink.end();
                } else {
                    sink.failed(Faults.talking(cause));
                }
            }
        }
    }
}
