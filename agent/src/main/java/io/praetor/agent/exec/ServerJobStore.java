package io.praetor.agent.exec;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.Queries;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Jobs in this server's own state.
public final class ServerJobStore implements JobStore {
    private static final long LIMIT_SECONDS = 60;

    private final Queries queries;
    private final Function<KvsRequest, CompletableFuture<Boolean>> kvs;
    private final String datacenter;
    private final Supplier<String> token;

    /// @param token the agent's
    public ServerJobStore(
            Queries queries,
            Function<KvsRequest, CompletableFuture<Boolean>> kvs,
            String datacenter,
            Supplier<String> token) {
        this.queries = queries;
        this.kvs = kvs;
        this.datacenter = datacenter;
        this.token = token;
    }

    @Override
    public @Nullable Bytes read(String key, boolean consistent) throws IOException {
        Consistency consistency = consistent ? Consistency.DEFAULT : Consistency.STALE;
        ReadOptions options = new ReadOptions(null, consistency, 0, Duration.ZERO, token.get());
        CompletableFuture<@Nullable KvEntry> found = new CompletableFuture<>();
        queries.read(new KvGet(key), options, new ReadCallback<@Nullable KvEntry>() {
            @Override
            public void answered(Answer<@Nullable KvEntry> answer) {
                found.complete(answer.value());
            }

            @Override
            public void failed(Throwable cause) {
                found.completeExceptionally(cause);
            }
        });
        KvEntry entry = await(found);
        if (entry == null) {
            return null;
        }
        Bytes value = entry.value();
        return value == null ? Bytes.EMPTY : value;
    }

    @Override
    public boolean write(String key, Bytes value, String session) throws IOException {
        KvEntry entry = new KvEntry(0, key, 0, value, session, 0, 0);
        return await(kvs.apply(new KvsRequest(datacenter, KvOp.LOCK, entry, token.get())));
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new IOException(cause == null ? "failed" : String.valueOf(cause.getMessage()), e);
        } catch (TimeoutException e) {
            throw new IOException("no answer within " + LIMIT_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
