package io.praetor.agent.check.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.FixedRecvByteBufAllocator;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.time.Duration;
import java.util.function.Consumer;

/// Sends a datagram. Any reply is passing, and so is silence: only a port that is known to be closed is critical.
record UdpProbe(Network network, String target, Duration timeout) implements NetProbe {
    private static final int REPLY_BYTES = 64;

    /// An empty datagram would do, but the JDK sends none through a connected socket, and only a connected one is told
    /// of closed ports.
    private static final ByteBuf GREETING = Unpooled.unreleasableBuffer(
            Unpooled.wrappedBuffer(new byte[] {'\n'}).asReadOnly());

    @Override
    public NetAttempt look(Consumer<Finding> done) {
        return new Look(this, done);
    }

    private static final class Look extends NetAttempt {
        private final String target;
        private boolean sent;

        Look(UdpProbe probe, Consumer<Finding> done) {
            super(probe.network, probe.timeout, done);
            target = probe.target;
        }

        @Override
        void start() {
            try {
                HostPort to = HostPort.parse(target);
                network.names()
                        .resolve(
                                to.host(),
                                answer -> loop.execute(() -> {
                                    if (answer.addresses().isEmpty()) {
                                        conclude(Finding.critical("dial udp: " + answer.problem()));
                                    } else if (!isOver()) {
                                        send(new InetSocketAddress(
                                                answer.addresses().getFirst(), to.port()));
                                    }
                                }));
            } catch (HostPort.BadTarget e) {
                conclude(Finding.critical("dial udp: " + e.getMessage()));
            }
        }

        private void send(InetSocketAddress to) {
            // connected, for the system tells of closed ports only then
            ChannelFuture connecting = new Bootstrap()
                    .group(loop)
                    .channel(NioDatagramChannel.class)
                    .option(ChannelOption.RECVBUF_ALLOCATOR, new FixedRecvByteBufAllocator(REPLY_BYTES))
                    .handler(new Replies())
                    .connect(to);
            own(connecting.channel());
            connecting.addListener(connected -> {
                Throwable cause = connected.cause();
                if (cause != null) {
                    fail(to, Faults.connecting(cause));
                    return;
                }
                connecting.channel().writeAndFlush(GREETING.duplicate()).addListener(written -> {
                    Throwable problem = written.cause();
                    if (problem != null) {
                        fail(to, "write: " + Faults.talking(problem));
                    } else {
                        sent = true;
                    }
                });
            });
        }

        private void fail(InetSocketAddress to, String problem) {
            HostPort shown = new HostPort(NetUtil.toAddressString(to.getAddress()), to.getPort());
            conclude(Finding.critical("dial udp " + shown + ": " + problem));
        }

        @Override
        Finding late() {
            return sent ? success() : Finding.critical("dial udp " + target + ": i/o timeout");
        }

        private Finding success() {
            return Finding.passing("UDP connect " + target + ": Success");
        }

        private final class Replies extends ChannelInboundHandlerAdapter {
            @Override
            public void channelRead(ChannelHandlerContext context, Object message) {
                ReferenceCountUtil.release(message);
                conclude(success());
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                String problem = cause instanceof PortUnreachableException
                        ? "read: connection refused"
                        : "read: " + Faults.talking(cause);
                conclude(Finding.critical("udp " + target + ": " + problem));
            }
        }
    }
}
