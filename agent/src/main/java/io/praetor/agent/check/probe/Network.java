package io.praetor.agent.check.probe;

import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// What probes of the network share: one event loop, for all of them together are little work; names; TLS. The loop
/// starts with the first probe.
final class Network implements AutoCloseable {
    private static final long QUIET_MILLIS = 0;
    private static final long LONGEST_CLOSE_MILLIS = 2_000;

    private final Names names;
    private final Tls tls;
    private final Executor blocking;
    private @Nullable EventLoopGroup loops;
    private boolean closed;

    /// @param blocking runs what reads files
    Network(Names names, Tls tls, Executor blocking) {
        this.names = names;
        this.tls = tls;
        this.blocking = blocking;
    }

    synchronized EventLoop loop() {
        EventLoopGroup running = loops;
        if (closed) {
            throw new IllegalStateException("checks have ended");
        }
        if (running == null) {
            running = new MultiThreadIoEventLoopGroup(
                    1, new DefaultThreadFactory("check-net", true), NioIoHandler.newFactory());
            loops = running;
        }
        return running.next();
    }

    Names names() {
        return names;
    }

    Tls tls() {
        return tls;
    }

    Executor blocking() {
        return blocking;
    }

    @Override
    public void close() {
        EventLoopGroup running;
        synchronized (this) {
            closed = true;
            running = loops;
        }
        names.close();
        if (running != null) {
            running.shutdownGracefully(QUIET_MILLIS, LONGEST_CLOSE_MILLIS, TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly(2 * LONGEST_CLOSE_MILLIS);
        }
    }
}
