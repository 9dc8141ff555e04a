package io.praetor.gossip.serf;

import io.praetor.gossip.serf.SerfMessage.KeyRequest;
import io.praetor.gossip.serf.SerfMessage.KeyResponse;
import io.praetor.model.Bytes;
import io.praetor.model.codec.DecodeException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Asks everybody to do something with their keys and adds up what they say.
final class PoolKeys implements KeyManager {

    /// How long answers are waited for at least. Whoever has changed its keys has forced a file to disk first, which
    /// the
    /// time for other questions leaves no room for, and an answer that is missed stops a rotation.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// Where the pool's work is done.
    @FunctionalInterface
    interface OnLoop {
        CompletableFuture<Outcome> run(Supplier<CompletableFuture<Outcome>> task);
    }

    private final Pool pool;
    private final Queries queries;
    private final OnLoop onLoop;

    PoolKeys(Pool pool, Queries queries, OnLoop onLoop) {
        this.pool = pool;
        this.queries = queries;
        this.onLoop = onLoop;
    }

    @Override
    public CompletableFuture<Outcome> install(String key, int relayFactor) {
        return change(InternalQueries.INSTALL_KEY, key, relayFactor);
    }

    @Override
    public CompletableFuture<Outcome> use(String key, int relayFactor) {
        return change(InternalQueries.USE_KEY, key, relayFactor);
    }

    @Override
    public CompletableFuture<Outcome> remove(String key, int relayFactor) {
        return change(InternalQueries.REMOVE_KEY, key, relayFactor);
    }

    @Override
    public CompletableFuture<Outcome> list(int relayFactor) {
        return ask(InternalQueries.LIST_KEYS, null, relayFactor);
    }

    private CompletableFuture<Outcome> change(String query, String key, int relayFactor) {
        byte[] bytes;
        try {
            bytes = Base64Text.decode(key);
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        return ask(query, Bytes.of(bytes), relayFactor);
    }

    private CompletableFuture<Outcome> ask(String query, @Nullable Bytes key, int relayFactor) {
        byte[] payload = SerfMessages.encode(new KeyRequest(key == null ? Bytes.EMPTY : key));
        return onLoop.run(() -> {
            Duration usual = queries.usualTimeout();
            Duration timeout = usual.compareTo(PATIENCE) < 0 ? PATIENCE : usual;
            QueryParameters parameters = new QueryParameters(List.of(), Map.of(), false, relayFactor, timeout);
            int members = pool.memberlist().aliveCount();
            return queries.ask(query, payload, parameters).thenApply(result -> sum(members, result));
        });
    }

    private static Outcome sum(int members, QueryResult result) {
        int failed = 0;
        Map<String, String> messages = new TreeMap<>();
        Map<String, Integer> keys = new TreeMap<>();
        Map<String, Integer> primaryKeys = new TreeMap<>();
        for (Map.Entry<String, Bytes> answer : result.responses().entrySet()) {
            KeyResponse response = read(answer.getValue());
            if (!response.message().isEmpty()) {
                messages.put(answer.getKey(), response.message());
            }
            if (!response.result()) {
                failed++;
                continue;
            }
            for (String key : response.keys() == null ? List.<String>of() : response.keys()) {
                keys.merge(key, 1, Integer::sum);
            }
            if (!response.primaryKey().isEmpty()) {
                primaryKeys.merge(response.primaryKey(), 1, Integer::sum);
            }
        }
        int responded = result.responses().size();
        return new Outcome(members, responded, failed, messages, keys, primaryKeys, error(members, responded, failed));
    }

    private static String error(int members, int responded, int failed) {
        if (failed != 0) {
            return failed + "/" + members + " nodes reported failure";
        }
        return responded == members ? "" : responded + "/" + members + " nodes reported success";
    }

    private static KeyResponse read(Bytes payload) {
        try {
            if (SerfMessages.decode(payload.array()) instanceof KeyResponse response) {
                return response;
            }
            return new KeyResponse(false, "Invalid key query response type", null, "");
        } catch (DecodeException e) {
            return new KeyResponse(false, "Failed to decode key query response: " + e.getMessage(), null, "");
        }
    }
}
