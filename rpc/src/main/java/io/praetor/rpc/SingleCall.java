package io.praetor.rpc;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.praetor.model.codec.DecodeException;
import io.praetor.rpc.wire.Duplex;
import io.praetor.rpc.wire.RequestHeader;
import io.praetor.rpc.wire.ResponseHeader;
import io.praetor.rpc.wire.ValueCollector;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A call on a connection of its own, which ends with it. Belongs to the connection's event loop but for its future.
final class SingleCall implements Duplex.Listener {
    private static final int MAX_HEADER_BYTES = 1 << 20;

    private final String method;
    private final byte[] body;
    private final long seq;
    private final int maxReplyBytes;
    private final ValueCollector collector = new ValueCollector();
    private final CompletableFuture<byte[]> future = new CompletableFuture<>();
    private @Nullable ResponseHeader header;
    private @Nullable Duplex duplex;

    SingleCall(String method, byte[] body, long seq, int maxReplyBytes) {
        this.method = method;
        this.body = body;
        this.seq = seq;
        this.maxReplyBytes = maxReplyBytes;
    }

    /// The answer's body. Fails as those of [RpcClient#call].
    CompletableFuture<byte[]> future() {
        return future;
    }

    void giveUpAfter(Duration timeout, EventLoop loop, String server) {
        Future<?> deadline = loop.schedule(
                () -> end(new IOException("rpc: no answer to " + method + " from " + server + " in "
                        + timeout.toMillis() + " ms: i/o timeout")),
                timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        var _ = future.whenComplete((_, _) -> {
            deadline.cancel(false);
            Loops.execute(loop, this::close);
        });
    }

    /// Begins on a connection that stands.
    PlainConnection over(Channel channel) {
        PlainConnection connection = new PlainConnection(channel.pipeline().lastContext(), _ -> this);
        duplex = connection;
        if (future.isDone()) {
            close();
        } else {
            // the connection takes bytes once it is part of the pipeline
            Loops.execute(connection.loop(), () -> {
                connection.send(Unpooled.wrappedBuffer(new RequestHeader(seq, method).encode()));
                connection.send(Unpooled.wrappedBuffer(body));
            });
        }
        return connection;
    }

    /// There is no connection.
    void unreachable(Throwable cause) {
        end(new IOException("rpc error getting client: failed to get conn: " + cause.getMessage(), cause));
    }

    private void end(IOException cause) {
        future.completeExceptionally(cause);
    }

    private void close() {
        if (duplex != null) {
            duplex.reset();
            duplex = null;
        }
    }

    @Override
    public void received(ByteBuf bytes) {
        Duplex connection = duplex;
        if (connection == null) {
            return;
        }
        int length = bytes.readableBytes();
        try {
            while (!future.isDone() && bytes.isReadable()) {
                if (collector.take(bytes, header == null ? MAX_HEADER_BYTES : maxReplyBytes)) {
                    take(collector.finish());
                }
            }
        } catch (DecodeException e) {
            end(new IOException("rpc: the answer makes no sense: " + e.getMessage(), e));
        }
        connection.consumed(length);
    }

    private void take(byte[] value) throws DecodeException {
        ResponseHeader answered = header;
        if (answered == null) {
            header = ResponseHeader.decode(value);
            if (header.seq() != seq) {
                throw new DecodeException("its number is " + header.seq() + ", not " + seq);
            }
        } else if (answered.error().isEmpty()) {
            future.complete(value);
        } else {
            future.completeExceptionally(new RpcError(answered.error()));
        }
    }

    @Override
    public void ended() {
        end(new IOException("EOF"));
    }

    @Override
    public void drained() {}

    @Override
    public void closed(@Nullable IOException cause) {
        end(cause == null ? new IOException("EOF") : cause);
    }
}
