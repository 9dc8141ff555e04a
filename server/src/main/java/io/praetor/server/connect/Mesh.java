package io.praetor.server.connect;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.server.Scheduler;
import io.praetor.server.Ticker;
import io.praetor.server.leader.Duty;
import io.praetor.server.leader.Writes;
import io.praetor.server.state.State;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The mesh's authority at one server, put together.
public final class Mesh {
    private static final String CLUSTER_ID = "ClusterID";

    private final CaManager manager;
    private final MeshSigner signer;
    private final Executor executor;

    /// What it is built on.
    ///
    /// @param domain   of the cluster, without a last dot
    /// @param ids      random UUIDs
    /// @param executor runs what waits for the log
    public record Parts(
            String datacenter,
            String domain,
            Supplier<State> states,
            Writes writes,
            Supplier<String> ids,
            InstantSource clock,
            Ticker ticker,
            Scheduler scheduler,
            Executor executor) {}

    /// @param provider of a cluster that has none yet
    /// @param config   likewise; `ClusterID` in it names the cluster
    /// @param hold     how long a request waits for the authority of a leader that was elected just now
    public Mesh(String provider, Map<String, @Nullable Object> config, Duration hold, Parts parts) {
        CaCommands commands = new CaCommands(parts.writes, parts.datacenter);
        executor = parts.executor;
        manager = new CaManager(
                initial(provider, config),
                parts.states,
                commands,
                new ProviderRows(parts.states, commands, parts.ids, parts.clock, parts.ticker, parts.scheduler),
                parts.ids,
                parts.clock,
                parts.scheduler,
                parts.executor);
        signer = new MeshSigner(
                parts.datacenter,
                new ServerNames(parts.domain),
                parts.states,
                manager,
                commands,
                parts.clock,
                hold,
                parts.executor);
    }

    private static CaConfiguration initial(String provider, Map<String, @Nullable Object> config) {
        Map<String, @Nullable Object> all = new TreeMap<>(CaOptions.DEFAULTS);
        all.putAll(config);
        Object cluster = all.remove(CLUSTER_ID);
        return new CaConfiguration(cluster instanceof String id ? id : "", provider, all, null, false, 0, 0);
    }

    /// What it does while this server leads.
    public Duty duty() {
        return manager;
    }

    /// Signs leaves, at the leader.
    public LeafSigner signer() {
        return signer;
    }

    /// Replaces the authority's configuration, at the leader.
    ///
    /// @return fails with a [io.praetor.server.RequestFailure] in the contract's words
    public CompletableFuture<Void> configure(CaConfiguration wanted) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        executor.execute(() -> {
            try {
                manager.configure(wanted);
                done.complete(null);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                done.completeExceptionally(e);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }
}
