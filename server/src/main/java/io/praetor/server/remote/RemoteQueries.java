package io.praetor.server.remote;

import io.praetor.model.codec.DecodeException;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.wire.ReadMethod;
import io.praetor.server.wire.RpcMethods;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// Reads that a server answers. One that blocks is a call that is under way for as long, and given up when the client
/// goes away.
public final class RemoteQueries implements Queries {
    /// Reads that block at a time, each a stream at the server; further ones are refused. It leaves room for other
    /// calls
    /// over the same connection.
    static final int MOST_WAITING = 16_384;

    /// Replies from this length on are decoded away from the network's thread.
    private static final int LARGE_BYTES = 16 << 10;

    /// A server makes a wait longer by up to this part.
    private static final int JITTER_PART = 16;

    /// What a server takes for a read that does not say how long to wait, and more.
    private static final Duration LONGEST_DEFAULT = Duration.ofMinutes(10);

    private final String datacenter;
    private final RpcMethods methods;
    private final Calls calls;
    private final Executor executor;
    private final AtomicInteger waiting = new AtomicInteger();

    /// @param datacenter this agent's
    /// @param executor   decodes large replies and runs what follows
    public RemoteQueries(String datacenter, RpcMethods methods, Calls calls, Executor executor) {
        this.datacenter = datacenter;
        this.methods = methods;
        this.calls = calls;
        this.executor = executor;
    }

    @Override
    public <T extends @Nullable Object> Cancellable read(Query<T> query, ReadOptions options, ReadCallback<T> done) {
        ReadMethod<Query<T>, T> method = methods.of(query);
        if (method == null) {
            done.failed(RequestFailure.internal(
                    "only a server can answer " + query.getClass().getSimpleName()));
            return Cancellable.NONE;
        }
        boolean blocks = options.minIndex() != 0;
        if (blocks && waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            done.failed(new RequestFailure(RequestFailure.Kind.RATE_LIMITED, "too many blocking queries"));
            return Cancellable.NONE;
        }
        byte[] body = method.encode(query, options, datacenter);
        CompletableFuture<byte[]> reply = calls.call(method, body, blocks ? patience(options) : Calls.PATIENCE);
        var _ = reply.whenComplete((bytes, failure) -> {
            if (blocks) {
                waiting.decrementAndGet();
            }
            if (reply.isCancelled()) {
                return;
            }
            if (failure != null) {
                done.failed(CallFailures.of(failure));
            } else if (bytes.length < LARGE_BYTES) {
                deliver(method, query, options, bytes, done);
            } else {
                executor.execute(() -> deliver(method, query, options, bytes, done));
            }
        });
        return () -> reply.cancel(false);
    }

    private static Duration patience(ReadOptions options) {
        Duration wish = options.longest();
        Duration longest = wish.isZero() || wish.isNegative() ? LONGEST_DEFAULT : wish;
        return longest.plus(longest.dividedBy(JITTER_PART)).plus(Calls.PATIENCE);
    }

    private static <T extends @Nullable Object> void deliver(
            ReadMethod<Query<T>, T> method, Query<T> query, ReadOptions options, byte[] bytes, ReadCallback<T> done) {
        Answer<T> answer;
        try {
            answer = method.decodeReply(query, options, bytes);
        } catch (DecodeException e) {
            done.failed(undecodable(method.name(), e));
            return;
        }
        done.answered(answer);
    }

    static RequestFailure undecodable(String method, DecodeException e) {
        return RequestFailure.internal(
                "rpc error making call: the reply to " + method + " makes no sense: " + e.getMessage());
    }

    /// How many reads block at servers: a gauge.
    public int waiting() {
        return waiting.get();
    }
}
