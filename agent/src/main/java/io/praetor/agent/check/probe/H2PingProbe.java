package io.praetor.agent.check.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.DefaultHttp2PingFrame;
import io.netty.handler.codec.http2.Http2GoAwayFrame;
import io.netty.handler.codec.http2.Http2PingFrame;
import io.netty.util.ReferenceCountUtil;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Sends an HTTP/2 PING and waits for its echo.
record H2PingProbe(Network network, String target, Tls.@Nullable Choice tls, Duration timeout) implements NetProbe {
    private static final long PAYLOAD = 0x7072_6165_746f_7221L;

    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    private static final class Look extends NetAttempt implements Dial.Listener {
        private final H2PingProbe probe;

        Look(H2PingProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            this.probe = probe;
        }

        @Override
        void start() {
            try {
                dial(HostPort.parse(probe.target), probe.tls, this);
            } catch (HostPort.BadTarget e) {
                failed("dial tcp: " + e.getMessage());
            }
        }

        @Override
        public void connected(Channel channel) {
            channel.pipeline().addLast(Http2.codec(), new Echoes());
            var _ = channel.writeAndFlush(new DefaultHttp2PingFrame(PAYLOAD));
        }

        @Override
        public void failed(String problem) {
            conclude(Finding.critical("Failed to dial to " + probe.target + ": " + problem));
        }

        @Override
        Finding late() {
            return Finding.critical("HTTP2 ping failed: context deadline exceeded");
        }

        private final class Echoes extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                if (message instanceof Http2PingFrame ping && ping.ack() && ping.content() == PAYLOAD) {
                    conclude(Finding.passing("HTTP2 ping was successful"));
                } else if (message instanceof Http2GoAwayFrame) {
                    fail("server sent GOAWAY");
                }
                ReferenceCountUtil.release(message);
            }

            @Override
            public void channelInactive(ChannelHandlerContext context) {
                fail("EOF");
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                fail(Faults.talking(cause));
            }

            private void fail(String problem) {
                conclude(Finding.critical("HTTP2 ping failed: " + problem));
            }
        }
    }
}
