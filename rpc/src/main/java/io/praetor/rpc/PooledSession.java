package io.praetor.rpc;

import io.netty.util.concurrent.Future;
import io.praetor.rpc.yamux.Session;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One session to a server, from the dial on. Belongs to the server's event loop.
final class PooledSession implements Session.Owner {
    private static final Logger LOG = LoggerFactory.getLogger(PooledSession.class);

    private final PooledServer server;
    private final RpcPool pool;
    private final Session session;
    /// Calls that wait for the connection.
    private final ArrayDeque<OutgoingCall> waiting = new ArrayDeque<>();
    /// Streams between calls, the last used last.
    private final ArrayDeque<CallStream> idle = new ArrayDeque<>();

    private boolean connected;
    private boolean retired;
    private boolean over;
    private int active;
    private boolean used;
    private @Nullable Future<?> idleCheck;

    PooledSession(PooledServer server) {
        this.server = server;
        pool = server.pool();
        session = Session.client(pool.settings().yamux(), this);
    }

    void dial() {
        var _ = pool.dialer()
                .dial(server.loop(), Dialer.Target.of(server.server()), FirstByte.YAMUX, _ -> session)
                .whenComplete(this::dialled);
    }

    private void dialled(@Nullable Session opened, @Nullable Throwable cause) {
        if (over) {
            session.shutdown();
            return;
        }
        if (opened == null) {
            String reason = cause == null ? "no connection" : String.valueOf(cause.getMessage());
            over(new IOException("rpc error getting client: failed to get conn: " + reason, cause));
            return;
        }
        connected = true;
        LOG.atDebug()
                .addKeyValue("server", server.server().name())
                .addKeyValue("address", Dialer.name(server.server().address()))
                .log("opened a session");
        armIdle();
        for (OutgoingCall call = waiting.pollFirst(); call != null; call = waiting.pollFirst()) {
            start(call);
        }
    }

    /// Whether [#start] may be called.
    boolean takesCalls() {
        return !over && !retired && (!connected || session.takesStreams());
    }

    void start(OutgoingCall call) {
        if (call.isOver()) {
            return;
        }
        if (!connected && !over) {
            waiting.addLast(call);
            return;
        }
        used = true;
        CallStream stream = idle.pollLast();
        if (stream == null) {
            if (!session.takesStreams()) {
                call.fail(new IOException("rpc error getting client: failed to start stream: session shutdown"));
                return;
            }
            stream = new CallStream(this);
            stream.open(session);
        }
        active++;
        stream.carry(call, pool.nextSeq());
    }

    int maxReplyBytes() {
        return pool.settings().maxReplyBytes();
    }

    // ---- from the streams

    /// A call of a stream has come to its end.
    void callEnded() {
        active--;
        used = true;
        closeIfDone();
    }

    /// A stream can carry another call.
    ///
    /// @return false when it is not wanted
    boolean keep(CallStream stream) {
        if (retired || idle.size() >= pool.settings().maxIdleStreams()) {
            return false;
        }
        idle.addLast(stream);
        return true;
    }

    void lost(CallStream stream) {
        idle.remove(stream);
    }

    /// No new calls; those under way may end.
    void retire() {
        if (!retired) {
            retired = true;
            server.retired(this);
            closeIfDone();
        }
    }

    private void closeIfDone() {
        if (retired && active == 0 && waiting.isEmpty()) {
            close();
        }
    }

    // ---- idleness

    private void armIdle() {
        used = false;
        idleCheck = server.loop()
                .schedule(this::checkIdle, pool.settings().idleTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }

    /// A session is closed between one and two of these periods after its last call.
    private void checkIdle() {
        if (active == 0 && !used) {
            close();
        } else {
            armIdle();
        }
    }

    // ---- the end

    @Override
    public void goneAway() {
        retire();
    }

    @Override
    public void closed(IOException cause) {
        over(cause);
    }

    void close() {
        if (connected) {
            session.shutdown();
        }
        over(new IOException("session shutdown"));
    }

    private void over(IOException cause) {
        if (over) {
            return;
        }
        over = true;
        if (idleCheck != null) {
            idleCheck.cancel(false);
        }
        for (OutgoingCall call = waiting.pollFirst(); call != null; call = waiting.pollFirst()) {
            call.fail(cause);
        }
        server.closed(this);
    }
}
