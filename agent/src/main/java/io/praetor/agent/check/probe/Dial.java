package io.praetor.agent.check.probe;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Connects to the first address of a host that answers, or to a socket of this machine. Lives on one event loop.
final class Dial {
    /// Of more addresses than these the rest is not tried.
    private static final int MOST_ADDRESSES = 8;

    private final EventLoop loop;
    private final Names names;
    private final Duration time;
    private final ChannelHandler handler;
    private final Listener listener;
    private @Nullable Channel channel;
    private boolean over;

    /// Hears how it went, on the loop.
    interface Listener {
        /// There is a connection; it is the listener's now.
        void connected(Channel channel);

        /// @param problem such as `dial tcp 127.0.0.1:1: connect: connection refused`
        void failed(String problem);
    }

    /// @param time    for all addresses together
    /// @param handler of every connection that is tried; sharable, or one that sets up others
    Dial(EventLoop loop, Names names, Duration time, ChannelHandler handler, Listener listener) {
        this.loop = loop;
        this.names = names;
        this.time = time;
        this.handler = handler;
        this.listener = listener;
    }

    /// Begins.
    void start(HostPort target) {
        names.resolve(target.host(), answer -> {
            if (loop.inEventLoop()) {
                resolved(target, answer);
            } else {
                loop.execute(() -> resolved(target, answer));
            }
        });
    }

    /// Begins.
    void start(UnixDomainSocketAddress socket) {
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioDomainSocketChannel.class)
                .handler(handler);
        connect(bootstrap, socket, problem -> fail("dial unix " + socket.getPath() + ": " + problem));
    }

    private void resolved(HostPort target, Names.Answer answer) {
        if (over) {
            return;
        }
        List<InetAddress> addresses = answer.addresses();
        if (addresses.isEmpty()) {
            fail("dial tcp: " + answer.problem());
            return;
        }
        tryNext(target.port(), addresses.subList(0, Math.min(MOST_ADDRESSES, addresses.size())));
    }

    private void tryNext(int port, List<InetAddress> addresses) {
        InetAddress address = addresses.getFirst();
        // the last address has what is left of the check's own time
        int limit = addresses.size() == 1 ? 0 : (int) Math.max(1, time.toMillis() / addresses.size());
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, limit)
                .handler(handler);
        connect(bootstrap, new InetSocketAddress(address, port), problem -> {
            if (addresses.size() > 1) {
                tryNext(port, addresses.subList(1, addresses.size()));
            } else {
                fail("dial tcp " + new HostPort(NetUtil.toAddressString(address), port) + ": " + problem);
            }
        });
    }

    private void connect(Bootstrap bootstrap, SocketAddress to, Consumer<String> otherwise) {
        ChannelFuture connecting = bootstrap.connect(to);
        channel = connecting.channel();
        connecting.addListener(done -> {
            if (over) {
                var _ = connecting.channel().close();
                return;
            }
            Throwable cause = done.cause();
            if (cause != null) {
                otherwise.accept(Faults.connecting(cause));
            } else {
                over = true;
                listener.connected(connecting.channel());
            }
        });
    }

    private void fail(String problem) {
        over = true;
        listener.failed(problem);
    }

    /// Gives up, closing what is half open.
    void cancel() {
        if (!over) {
            over = true;
            Channel half = channel;
            if (half != null) {
                var _ = half.close();
            }
        }
    }
}
