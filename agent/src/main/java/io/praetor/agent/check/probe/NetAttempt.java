package io.praetor.agent.check.probe;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A look over the network. All of it happens on the event loop, one step after the other.
abstract class NetAttempt implements Probe.Attempt {
    private static final ChannelHandler PLAIN = new Plain();

    final Network network;
    final EventLoop loop;
    private final Duration time;
    private final Consumer<Finding> done;
    /// Set on the loop, except by a cancellation, which must hold at once.
    private volatile boolean over;

    private @Nullable Dial dial;
    private @Nullable Channel channel;

    /// Sets up nothing: what a connection needs is added once it is there.
    @ChannelHandler.Sharable
    private static final class Plain extends ChannelInitializer<Channel> {
        @Override
        protected void initChannel(Channel connection) {}
    }

    NetAttempt(Network network, Duration time, Consumer<Finding> done) {
        this.network = network;
        this.loop = network.loop();
        this.time = time;
        this.done = done;
    }

    /// Begins on the loop.
    final NetAttempt begin() {
        loop.execute(() -> {
            if (!over) {
                try {
                    start();
                } catch (RuntimeException e) {
                    conclude(Finding.critical(e.toString()));
                }
            }
        });
        return this;
    }

    /// The first step.
    abstract void start();

    /// What to say when time is over.
    abstract Finding late();

    /// Connects; one connection at a time, the one before is closed.
    ///
    /// @param secret how to speak TLS; null: not at all
    final void dial(HostPort target, Tls.@Nullable Choice secret, Dial.Listener listener) {
        release();
        if (secret == null) {
            dialling(PLAIN, listener).start(target);
            return;
        }
        SslContext known = network.tls().known(secret);
        if (known != null) {
            dialling(secured(known, secret, target), listener).start(target);
            return;
        }
        network.blocking().execute(() -> {
            try {
                SslContext context = network.tls().context(secret);
                loop.execute(() -> {
                    if (!over) {
                        dialling(secured(context, secret, target), listener).start(target);
                    }
                });
            } catch (IOException e) {
                loop.execute(() -> listener.failed(String.valueOf(e.getMessage())));
            }
        });
    }

    /// Connects to a socket of this machine.
    final void dial(UnixDomainSocketAddress socket, Dial.Listener listener) {
        release();
        dialling(PLAIN, listener).start(socket);
    }

    private ChannelHandler secured(SslContext context, Tls.Choice secret, HostPort target) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel connection) {
                connection.pipeline().addLast(network.tls().handler(context, secret, target, connection));
            }
        };
    }

    private Dial dialling(ChannelHandler handler, Dial.Listener listener) {
        Dial next = new Dial(loop, network.names(), time, handler, new Dial.Listener() {
            @Override
            public void connected(Channel connection) {
                own(connection);
                if (!over) {
                    listener.connected(connection);
                }
            }

            @Override
            public void failed(String problem) {
                listener.failed(problem);
            }
        });
        dial = next;
        return next;
    }

    /// A connection that is closed when the look is over.
    final void own(Channel connection) {
        if (over) {
            var _ = connection.close();
        } else {
            channel = connection;
        }
    }

    /// Ends the look.
    final void conclude(Finding finding) {
        if (!over) {
            over = true;
            release();
            done.accept(finding);
        }
    }

    final boolean isOver() {
        return over;
    }

    /// Closes the present connection.
    final void release() {
        Dial dialling = dial;
        Channel open = channel;
        dial = null;
        channel = null;
        if (dialling != null) {
            dialling.cancel();
        }
        if (open != null) {
            var _ = open.close();
        }
    }

    @Override
    public final void expire() {
        loop.execute(() -> {
            if (!over) {
                conclude(late());
            }
        });
    }

    @Override
    public final void cancel() {
        over = true;
        loop.execute(this::release);
    }
}
