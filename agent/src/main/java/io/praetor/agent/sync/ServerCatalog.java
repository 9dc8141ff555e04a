package io.praetor.agent.sync;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.RequestFailure;
import io.praetor.server.endpoint.Catalog;
import io.praetor.server.filter.Filter;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.NodeServiceMap;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The catalog as the cluster tells it.
public final class ServerCatalog implements NodeCatalog {
    /// How long one call may take; a server that is alone and well needs milliseconds.
    private static final long LIMIT_SECONDS = 30;

    /// Any server may say what the catalog has, if it heard of the leader lately (`rpc.md` §7).
    private static final Duration MAX_STALE = Duration.ofSeconds(2);

    private final Queries queries;
    private final Catalog catalog;

    public ServerCatalog(Queries queries, Catalog catalog) {
        this.queries = queries;
        this.catalog = catalog;
    }

    @Override
    public @Nullable NodeServices services(String node, String token) {
        return read(new NodeServiceMap(node, Filter.NONE), token);
    }

    @Override
    public List<HealthCheck> checks(String node, String token) {
        return read(new HealthNode(node, Filter.NONE), token);
    }

    @Override
    public void register(RegisterRequest request) {
        var _ = await(catalog.register(request));
    }

    @Override
    public void deregister(DeregisterRequest request) {
        var _ = await(catalog.deregister(request));
    }

    private <T extends @Nullable Object> T read(Query<T> query, String token) {
        CompletableFuture<T> found = new CompletableFuture<>();
        ReadOptions options = new ReadOptions(null, Consistency.STALE, 0, Duration.ZERO, token, MAX_STALE);
        read(query, options, found);
        return await(found);
    }

    private <T extends @Nullable Object> void read(Query<T> query, ReadOptions options, CompletableFuture<T> found) {
        var _ = queries.read(query, options, new ReadCallback<T>() {
            @Override
            public void answered(Answer<T> answer) {
                if (options.isTooStale(answer.lastContact())) {
                    read(query, options.fresh(), found);
                } else {
                    found.complete(answer.value());
                }
            }

            @Override
            public void failed(Throwable cause) {
                found.completeExceptionally(cause);
            }
        });
    }

    private static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
        try {
            return future.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RequestFailure failure) {
                throw failure;
            }
            throw new IllegalStateException("a call of the catalog failed", e.getCause());
        } catch (TimeoutException e) {
            throw RequestFailure.internal("the catalog did not answer within " + LIMIT_SECONDS + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw RequestFailure.internal("the agent is closing");
        }
    }
}
