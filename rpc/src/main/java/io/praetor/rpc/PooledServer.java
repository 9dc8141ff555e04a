package io.praetor.rpc;

import io.netty.channel.EventLoop;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The sessions to one server: at most one that takes calls, and those that end when their calls have. Belongs to one
/// event loop.
final class PooledServer {
    private final RpcPool pool;
    private final RpcClient.Server server;
    private final EventLoop loop;
    private final Set<PooledSession> sessions = new HashSet<>();
    private @Nullable PooledSession current;
    private int calls;

    PooledServer(RpcPool pool, RpcClient.Server server, EventLoop loop) {
        this.pool = pool;
        this.server = server;
        this.loop = loop;
    }

    RpcPool pool() {
        return pool;
    }

    RpcClient.Server server() {
        return server;
    }

    EventLoop loop() {
        return loop;
    }

    void start(OutgoingCall call, Duration timeout) {
        if (call.isOver()) {
            return;
        }
        if (calls >= pool.settings().maxCalls()) {
            call.fail(
                    new IOException("rpc error getting client: failed to start stream: too many calls are under way"));
            return;
        }
        calls++;
        var _ = call.future().whenComplete((_, _) -> finished());
        call.expireWith(loop.schedule(
                () -> call.giveUp(new IOException("rpc: no answer to " + call.method() + " from "
                        + Dialer.name(server.address()) + " in " + timeout.toMillis() + " ms: i/o timeout")),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS));
        PooledSession session = current;
        if (session == null || !session.takesCalls()) {
            session = new PooledSession(this);
            current = session;
            sessions.add(session);
            session.dial();
        }
        session.start(call);
    }

    /// May run on any thread: whoever cancels completes the future.
    private void finished() {
        if (loop.inEventLoop()) {
            calls--;
        } else {
            Loops.execute(loop, () -> calls--);
        }
    }

    /// A session takes no more calls.
    void retired(PooledSession session) {
        if (current == session) {
            current = null;
        }
    }

    void closed(PooledSession session) {
        retired(session);
        sessions.remove(session);
        if (sessions.isEmpty() && calls == 0) {
            pool.unused(this);
        }
    }

    /// Closes every session.
    void close() {
        for (PooledSession session : Set.copyOf(sessions)) {
            session.close();
        }
    }
}
