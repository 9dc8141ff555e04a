package io.praetor.gossip.serf;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.memberlist.Delegate;
import io.praetor.gossip.memberlist.Environment;
import io.praetor.gossip.memberlist.Keyring;
import io.praetor.gossip.memberlist.Memberlist;
import io.praetor.gossip.memberlist.MemberlistConfig;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.memberlist.Swim;
import io.praetor.gossip.serf.Member.Status;
import io.praetor.gossip.serf.Pool.Phase;
import io.praetor.model.coordinate.Coordinate;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One member of a pool. All its state belongs to the loop, where every call is handed to; what can be asked without
/// waiting was published before ([MemberTable], [Coordinates], the clocks).
public final class SerfPool implements Serf {

    private static final Logger LOG = LoggerFactory.getLogger(SerfPool.class);

    private final Pool pool;
    private final Parts parts;
    private final @Nullable Snapshot snapshot;
    private final Leaving leaving;
    private final KeyManager keys;
    private final Loop loop;
    private final Runnable lost;
    private final Consumer<SerfEvent> listener;
    private volatile boolean encrypted;

    /// What a member is made of beside its settings.
    ///
    /// @param files writes files, one after the other, on a thread of its own
    /// @param listener hears everything from the beginning, this member's own joining too; others may [#listen] later
    /// @param lost  called on the loop, once, when the pool was closed because another member has this one's name by
    ///              right: the agent should stop
    public record Seams(Executor files, Consumer<SerfEvent> listener, Runnable lost) {}

    private SerfPool(
            SerfConfig config,
            MemberlistConfig below,
            Environment environment,
            Seams seams,
            @Nullable SnapshotFile file) {
        loop = environment.loop();
        lost = seams.lost();
        listener = seams.listener();
        Member self = new Member(
                below.name(),
                environment.transport().local(),
                config.tags(),
                Status.ALIVE,
                versions(config, below.versions()));
        pool = new Pool(config, self, below.retransmitMult(), loop, environment.random(), environment.telemetry());
        parts = new Parts(pool, below.gossipInterval(), seams.files(), this::loseName);
        snapshot = file == null ? null : new Snapshot(pool, file, seams.files());
        leaving = new Leaving(pool, parts.membership, snapshot);
        keys = new PoolKeys(pool, parts.queries, this::onLoop);
    }

    /// Starts a member over memberlist's protocol; it is alone until it joins others. What is wrong with the settings
    /// is
    /// said here; everything else happens on the loop.
    ///
    /// @param settings its versions of the layer above are set here
    /// @param keyring  the pool's keys; empty: nothing is encrypted
    /// @throws IllegalArgumentException with the original's line, when the tags are too long
    /// @throws IOException when the snapshot file cannot be read or written
    public static SerfPool start(
            SerfConfig config, MemberlistConfig settings, Keyring keyring, Environment environment, Seams seams)
            throws IOException {
        return start(
                config,
                settings,
                environment,
                seams,
                (below, delegate) -> Swim.start(below, keyring, delegate, environment));
    }

    /// Starts a member over any layer below; the other way is what agents want.
    ///
    /// @param below makes the layer below, on the loop, for the settings and the delegate it is given
    /// @throws IllegalArgumentException with the original's line, when the tags are too long
    /// @throws IOException when the snapshot file cannot be read or written
    public static SerfPool start(
            SerfConfig config, MemberlistConfig settings, Environment environment, Seams seams, Below below)
            throws IOException {
        Tags.encode(config.tags(), Tags.LIMIT);
        Path path = config.snapshotPath();
        SnapshotFile file = path == null
                ? null
                : SnapshotFile.open(
                        path, config.rejoinAfterLeave(), environment.loop()::nanoTime, environment.telemetry());
        SerfPool serf = new SerfPool(config, settings, environment, seams, file);
        MemberlistConfig ours = settings.with(change -> change.versions(versions(config, settings.versions())));
        Map<String, Endpoint> alive = file == null ? Map.of() : serf.remember(file.state());
        serf.loop.execute(() -> serf.run(below, ours, alive));
        return serf;
    }

    /// Makes the layer below.
    @FunctionalInterface
    public interface Below {

        /// @param config   its settings, with the versions that this layer speaks
        /// @param delegate this layer
        Memberlist start(MemberlistConfig config, Delegate delegate);
    }

    private static Versions versions(SerfConfig config, Versions below) {
        return new Versions(
                below.protocolMin(),
                below.protocolMax(),
                below.protocolCurrent(),
                SerfConfig.PROTOCOL_MIN,
                SerfConfig.PROTOCOL_MAX,
                config.protocol());
    }

    /// @return those who were alive
    private Map<String, Endpoint> remember(SnapshotState state) {
        pool.memberClock.witness(state.clock());
        pool.eventClock.witness(state.eventClock());
        pool.queryClock.witness(state.queryClock());
        parts.events.ignoreBefore(state.eventClock() + 1);
        parts.queries.ignoreBefore(state.queryClock() + 1);
        return new LinkedHashMap<>(state.alive());
    }

    private void run(Below below, MemberlistConfig config, Map<String, Endpoint> alive) {
        if (pool.phase() == Phase.SHUT_DOWN) {
            return;
        }
        if (snapshot != null) {
            pool.journal(snapshot::heard);
            snapshot.start();
        }
        pool.listen(listener);
        pool.attach(below.start(config, parts));
        encrypted = pool.memberlist().keyring().isEnabled();
        pool.every(pool.config.reapInterval(), parts.membership::reap);
        pool.every(pool.config.reconnectInterval(), parts.reconnect::attempt);
        pool.every(pool.config.queueCheckInterval(), pool.broadcasts::check);
        Rejoin rejoin = new Rejoin(pool, alive, address -> joinNow(List.of(address), false));
        if (!rejoin.isEmpty()) {
            rejoin.next();
        }
    }

    @Override
    public Member local() {
        return pool.members.self();
    }

    @Override
    public List<Member> members() {
        List<Member> known = pool.members.snapshot();
        return known.isEmpty() ? List.of(local()) : known;
    }

    @Override
    public void listen(Consumer<SerfEvent> listener) {
        pool.listen(listener);
    }

    @Override
    public CompletableFuture<Integer> join(List<String> addresses, boolean ignoreOld) {
        return onLoop(() -> {
            if (pool.phase() != Phase.ALIVE) {
                throw new IllegalStateException("Serf can't Join after Leave or Shutdown");
            }
            return joinNow(addresses, ignoreOld);
        });
    }

    private CompletableFuture<Integer> joinNow(List<String> addresses, boolean ignoreOld) {
        if (ignoreOld) {
            parts.exchange.startIgnoringOldEvents();
        }
        return pool.memberlist()
                .join(addresses)
                .whenComplete((_, _) -> {
                    if (ignoreOld) {
                        parts.exchange.stopIgnoringOldEvents();
                    }
                })
                .thenApply(reached -> {
                    if (reached > 0 && pool.phase() == Phase.ALIVE) {
                        parts.membership.announce();
                    }
                    return reached;
                });
    }

    @Override
    public CompletableFuture<Void> leave() {
        return onLoop(leaving::leave);
    }

    @Override
    public CompletableFuture<Void> forceLeave(String node, boolean prune) {
        return onLoop(() -> leaving.tell(node, prune).thenApply(told -> {
            if (!told) {
                throw new IllegalStateException("timed out broadcasting node removal");
            }
            return null;
        }));
    }

    @Override
    public CompletableFuture<Void> userEvent(String name, byte[] payload, boolean coalesce) {
        byte[] own = payload.clone();
        return onLoop(() -> {
            parts.events.send(name, own, coalesce);
            return CompletableFuture.completedFuture(null);
        });
    }

    @Override
    public CompletableFuture<QueryResult> query(String name, byte[] payload, QueryParameters parameters) {
        byte[] own = payload.clone();
        return onLoop(() -> parts.queries.ask(name, own, parameters));
    }

    @Override
    public KeyManager keys() {
        return keys;
    }

    @Override
    public CompletableFuture<Void> setTags(Map<String, String> tags) {
        Map<String, String> own = Collections.unmodifiableMap(new TreeMap<>(tags));
        return onLoop(() -> {
            Tags.encode(own, Tags.LIMIT);
            parts.tags(own);
            return pool.memberlist().update(pool.config.broadcastTimeout());
        });
    }

    @Override
    public Coordinate coordinate() {
        return parts.coordinates.own();
    }

    @Override
    public @Nullable Coordinate coordinate(String node) {
        return node.equals(pool.name) ? coordinate() : parts.coordinates.of(node);
    }

    @Override
    public Map<String, String> stats() {
        Map<String, String> stats = new TreeMap<>();
        if (parts.coordinates.isEnabled()) {
            stats.put("coordinate_resets", Long.toString(parts.coordinates.resets()));
        }
        stats.put("encrypted", Boolean.toString(encrypted));
        stats.put("event_queue", Integer.toString(pool.broadcasts.depth(Broadcasts.Kind.EVENT)));
        stats.put("event_time", Long.toString(pool.eventClock.time()));
        stats.put("failed", Integer.toString(pool.members.failedCount()));
        stats.put("health_score", Integer.toString(parts.healthScore()));
        stats.put("intent_queue", Integer.toString(pool.broadcasts.depth(Broadcasts.Kind.INTENT)));
        stats.put("left", Integer.toString(pool.members.leftCount()));
        stats.put("member_time", Long.toString(pool.memberClock.time()));
        stats.put("members", Integer.toString(Math.max(1, pool.members.count())));
        stats.put("query_queue", Integer.toString(pool.broadcasts.depth(Broadcasts.Kind.QUERY)));
        stats.put("query_time", Long.toString(pool.queryClock.time()));
        return stats;
    }

    @Override
    public void close() {
        loop.execute(this::shutDown);
    }

    private void loseName() {
        shutDown();
        lost.run();
    }

    private void shutDown() {
        if (pool.phase() == Phase.SHUT_DOWN) {
            return;
        }
        pool.phase(Phase.SHUT_DOWN);
        pool.stopRepeating();
        parts.queries.finishAll();
        if (pool.isAttached()) {
            pool.memberlist().close();
        }
        if (snapshot != null) {
            snapshot.close();
        }
        LOG.atDebug().addKeyValue("member", pool.name).log("pool closed");
    }

    private <T extends @Nullable Object> CompletableFuture<T> onLoop(Supplier<CompletableFuture<T>> task) {
        CompletableFuture<T> done = new CompletableFuture<>();
        loop.execute(() -> {
            if (pool.phase() == Phase.SHUT_DOWN) {
                done.completeExceptionally(new IllegalStateException("the pool is shut down"));
                return;
            }
            try {
                var _ = task.get().whenComplete((value, failure) -> finish(done, value, failure));
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    private static <T extends @Nullable Object> void finish(
            CompletableFuture<T> done, T value, @Nullable Throwable failure) {
        if (failure == null) {
            done.complete(value);
        } else {
            Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
            done.completeExceptionally(cause == null ? failure : cause);
        }
    }
}
