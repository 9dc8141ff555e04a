package io.praetor.server.assembly;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.Cancellable;
import io.praetor.server.backend.Backend;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Asks a backend and waits.
final class Asking {
    private Asking() {}

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(90, TimeUnit.SECONDS);
    }

    static final class Result<T extends @Nullable Object> implements ReadCallback<T> {
        final CompletableFuture<Answer<T>> future = new CompletableFuture<>();
        Cancellable handle = Cancellable.NONE;

        @Override
        public void answered(Answer<T> answer) {
            future.complete(answer);
        }

        @Override
        public void failed(Throwable cause) {
            future.completeExceptionally(cause);
        }
    }

    static <T extends @Nullable Object> Result<T> ask(Backend backend, Query<T> query, ReadOptions options) {
        Result<T> result = new Result<>();
        result.handle = backend.queries().read(query, options, result);
        return result;
    }

    static @Nullable String value(Backend backend, String key, Consistency consistency) throws Exception {
        ReadOptions options = new ReadOptions(null, consistency, 0, Duration.ZERO, "");
        KvEntry entry = get(ask(backend, new KvGet(key), options).future).value();
        Bytes value = entry == null ? null : entry.value();
        return value == null ? null : new String(value.array(), StandardCharsets.UTF_8);
    }

    static boolean put(Backend backend, String key, String value) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of(value), "", 0, 0);
        return get(backend.kvs().apply(new KvsRequest("dc1", KvOp.SET, entry, "")));
    }
}
