package io.praetor.rpc;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// One call to a server, from its request to its answer. Belongs to the server's event loop but for its future.
final class OutgoingCall {
    private final String method;
    private final byte[] body;
    private final CompletableFuture<byte[]> future = new CompletableFuture<>();
    private @Nullable Future<?> deadline;
    private @Nullable CallStream stream;
    private boolean over;

    OutgoingCall(EventLoop loop, String method, byte[] body) {
        this.method = method;
        this.body = body;
        var _ = future.whenComplete((_, _) -> {
            if (future.isCancelled()) {
                Loops.execute(loop, () -> giveUp(new IOException("cancelled")));
            }
        });
    }

    CompletableFuture<byte[]> future() {
        return future;
    }

    String method() {
        return method;
    }

    byte[] body() {
        return body;
    }

    /// Whether nobody waits for the answer any more.
    boolean isOver() {
        return over || future.isDone();
    }

    void expireWith(Future<?> timer) {
        deadline = timer;
    }

    /// The stream that carries it.
    void carriedBy(CallStream carrier) {
        stream = carrier;
    }

    void answer(byte[] reply) {
        settle();
        future.complete(reply);
    }

    void fail(Exception cause) {
        settle();
        future.completeExceptionally(cause);
    }

    /// Ends it before there is an answer; its stream is reset.
    void giveUp(IOException cause) {
        if (over) {
            return;
        }
        CallStream carrier = stream;
        fail(cause);
        if (carrier != null) {
            carrier.giveUp();
        }
    }

    private void settle() {
        over = true;
        stream = null;
        if (deadline != null) {
            deadline.cancel(false);
            deadline = null;
        }
    }
}
