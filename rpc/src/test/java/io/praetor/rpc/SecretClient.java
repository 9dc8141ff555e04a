package io.praetor.rpc;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.ssl.SslHandler;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;

/// Speaks TLS to a port byte by byte.
final class SecretClient extends ChannelInboundHandlerAdapter implements AutoCloseable {
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SslHandler tls;
    private final Channel channel;

    /// Connects and shakes hands.
    ///
    /// @param firstByte sent in the clear before TLS; below 0: none
    SecretClient(NetworkLoops loops, InetSocketAddress address, int firstByte, SSLEngine engine) throws Exception {
        tls = new SslHandler(engine);
        channel = new Bootstrap()
                .group(loops.group())
                .channel(NioSocketChannel.class)
                .handler(new ChannelInboundHandlerAdapter())
                .connect(address)
                .sync()
                .channel();
        if (firstByte >= 0) {
            channel.writeAndFlush(Unpooled.wrappedBuffer(new byte[] {(byte) firstByte}))
                    .sync();
        }
        channel.pipeline().addLast(tls, this);
        if (!channel.isOpen()) {
            // before there was anybody to tell
            closed.countDown();
        }
    }

    /// Whether the handshake succeeds.
    boolean shakesHands() throws InterruptedException {
        return tls.handshakeFuture().await(60, TimeUnit.SECONDS)
                && tls.handshakeFuture().isSuccess();
    }

    void send(byte... bytes) throws InterruptedException {
        channel.writeAndFlush(Unpooled.wrappedBuffer(bytes)).await();
    }

    /// Says that nothing follows.
    void end() throws InterruptedException {
        tls.closeOutbound().await();
    }

    /// Ends the connection below TLS, which is not told.
    void cut() throws InterruptedException {
        ((SocketChannel) channel).shutdownOutput().await();
    }

    /// Waits until the port closes.
    ///
    /// @return everything it sent
    byte[] readAll() throws InterruptedException {
        if (!closed.await(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the port does not close");
        }
        synchronized (received) {
            return received.toByteArray();
        }
    }

    /// Waits for so many bytes.
    byte[] read(int bytes) throws InterruptedException {
        synchronized (received) {
            while (received.size() < bytes && closed.getCount() > 0) {
                received.wait(60_000);
            }
            return received.toByteArray();
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        ByteBuf in = (ByteBuf) message;
        synchronized (received) {
            received.writeBytes(ByteBufUtil.getBytes(in));
            received.notifyAll();
        }
        in.release();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        closed.countDown();
        synchronized (received) {
            received.notifyAll();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        var _ = ctx.close();
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
    }
}
