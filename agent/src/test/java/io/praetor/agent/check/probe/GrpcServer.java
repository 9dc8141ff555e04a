package io.praetor.agent.check.probe;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http2.DefaultHttp2DataFrame;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.DefaultHttp2HeadersFrame;
import io.netty.handler.codec.http2.Http2DataFrame;
import io.netty.handler.codec.http2.Http2FrameCodecBuilder;
import io.netty.handler.codec.http2.Http2FrameStream;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2HeadersFrame;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.util.ReferenceCountUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// An HTTP/2 server that answers every call as a test says.
final class GrpcServer implements AutoCloseable {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final Channel listening;

    /// What was asked: path, a blank, and the message in hexadecimal.
    final List<String> calls = new CopyOnWriteArrayList<>();

    /// How a call is answered.
    ///
    /// @param head     the first headers; null: only trailers
    /// @param message  content of the data frame; null: none
    /// @param trailers the last headers; null: none, the stream ends with what was before
    record Script(
            @Nullable Http2Headers head,
            @Nullable ByteBuf message,
            @Nullable Http2Headers trailers) {}

    GrpcServer(boolean tls, @Nullable Script script) throws Exception {
        SslContext context = tls ? tls() : null;
        listening = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        if (context != null) {
                            channel.pipeline().addLast(context.newHandler(channel.alloc()));
                        }
                        channel.pipeline()
                                .addLast(
                                        Http2FrameCodecBuilder.forServer()
                                                .gracefulShutdownTimeoutMillis(0)
                                                .build(),
                                        new Calls(script));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync()
                .channel();
    }

    /// Answers with a state.
    static GrpcServer saying(boolean tls, int state) throws Exception {
        return new GrpcServer(tls, reply(new byte[] {0, 0, 0, 0, 2, 8, (byte) state}));
    }

    static Script reply(byte[] message) {
        return new Script(
                new DefaultHttp2Headers().status("200").add("content-type", "application/grpc"),
                Unpooled.wrappedBuffer(message),
                new DefaultHttp2Headers().add("grpc-status", "0"));
    }

    /// Answers with an error.
    static Script error(String code, String message) {
        return new Script(
                null,
                null,
                new DefaultHttp2Headers()
                        .status("200")
                        .add("content-type", "application/grpc")
                        .add("grpc-status", code)
                        .add("grpc-message", message));
    }

    private static SslContext tls() throws Exception {
        return SslContextBuilder.forServer(
                        Certificates.file("server.pem").toFile(),
                        Certificates.file("server-key.pem").toFile())
                .applicationProtocolConfig(new ApplicationProtocolConfig(
                        ApplicationProtocolConfig.Protocol.ALPN,
                        ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                        ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                        ApplicationProtocolNames.HTTP_2))
                .build();
    }

    int port() {
        return ((InetSocketAddress) listening.localAddress()).getPort();
    }

    String target() {
        return "127.0.0.1:" + port();
    }

    private final class Calls extends ChannelInboundHandlerAdapter {
        private final @Nullable Script script;
        private String path = "";

        Calls(@Nullable Script script) {
            this.script = script;
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (message instanceof Http2HeadersFrame headers) {
                path = String.valueOf(headers.headers().path());
            } else if (message instanceof Http2DataFrame data && data.isEndStream()) {
                byte[] bytes = new byte[data.content().readableBytes()];
                data.content().readBytes(bytes);
                calls.add(path + " " + HexFormat.of().formatHex(bytes));
                Script answer = script;
                if (answer != null) {
                    answer(context, data.stream(), answer);
                }
            }
            ReferenceCountUtil.release(message);
        }

        private static void answer(ChannelHandlerContext context, Http2FrameStream stream, Script script) {
            Http2Headers head = script.head;
            ByteBuf message = script.message;
            Http2Headers trailers = script.trailers;
            if (head != null) {
                var _ = context.write(
                        new DefaultHttp2HeadersFrame(head, message == null && trailers == null).stream(stream));
            }
            if (message != null) {
                var _ = context.write(
                        new DefaultHttp2DataFrame(message.retainedDuplicate(), trailers == null).stream(stream));
            }
            if (trailers != null) {
                var _ = context.write(new DefaultHttp2HeadersFrame(trailers, true).stream(stream));
            }
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close();
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        listening.close().awaitUninterruptibly();
        loops.shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
