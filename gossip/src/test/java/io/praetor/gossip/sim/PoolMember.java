package io.praetor.gossip.sim;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.memberlist.Delegate;
import io.praetor.gossip.memberlist.Node;
import io.praetor.gossip.memberlist.SimulatedSwim.Started;
import io.praetor.gossip.memberlist.Swim;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A member of a pool, and what it was told.
public final class PoolMember implements Delegate {

    /// Bytes a member says of itself unless it is told otherwise.
    private static final int META = 16;

    private final Pool pool;
    private final int number;
    private final String name;
    private final Host host;
    private final BitSet believed = new BitSet();
    private final List<String> conflicts = new ArrayList<>(0);
    private byte[] meta = new byte[META];
    private boolean here = true;
    private boolean joins = true;
    private @Nullable Started started;
    private @Nullable CompletableFuture<Void> left;

    PoolMember(Pool pool, int number, String name, Host host) {
        this.pool = pool;
        this.number = number;
        this.name = name;
        this.host = host;
    }

    void start(Started now) {
        started = now;
    }

    private Started running() {
        return Objects.requireNonNull(started);
    }

    int number() {
        return number;
    }

    /// Its name in the pool.
    public String name() {
        return name;
    }

    /// The machine it is on.
    public Host host() {
        return host;
    }

    /// The protocol itself.
    public Swim swim() {
        return running().swim();
    }

    /// What it believes of another; null: it does not know it.
    public Node.@Nullable State stateOf(PoolMember other) {
        return running().stateOf(other.name);
    }

    /// How many news it has to tell.
    public int queued() {
        return running().queued();
    }

    void forgetNews() {
        running().forgetNews();
    }

    void forgetJoining() {
        joins = false;
    }

    /// Joins another's pool, unless that was called off.
    void join(PoolMember other) {
        if (joins && here) {
            CompletableFuture<Integer> result =
                    swim().join(List.of(other.host.endpoint().toString()));
            // It goes on trying, as agents do.
            var _ = result.whenComplete((_, failure) -> {
                if (failure != null) {
                    host.schedule(Duration.ofSeconds(5), () -> join(other));
                }
            });
        }
    }

    /// Joins another's pool again, as Serf does with members that failed.
    public void rejoin(PoolMember other) {
        joins = true;
        join(other);
    }

    /// The process ends without a word.
    public void kill() {
        gone();
        host.kill();
    }

    /// It says good-bye; the process lives on.
    public void leave() {
        gone();
        left = swim().leave(Duration.ofSeconds(30));
    }

    /// Whether all it had to say was told, after [#leave].
    public boolean hasLeft() {
        return left != null && left.isDone();
    }

    private void gone() {
        for (PoolMember other : pool.members()) {
            if (believesIn(other)) {
                pool.believes(other, -1);
            }
        }
        here = false;
        believed.clear();
        pool.goes(this);
    }

    /// Whether it is a member that should be taken for alive.
    public boolean isHere() {
        return here;
    }

    boolean believesIn(PoolMember other) {
        return believed.get(other.number);
    }

    /// It says something else of itself from now on.
    public void meta(byte[] now) {
        meta = now;
        var _ = swim().update(Duration.ofSeconds(30));
    }

    /// Claims to names it heard of and did not believe.
    public List<String> conflicts() {
        return conflicts;
    }

    @Override
    public byte[] meta(int limit) {
        return meta;
    }

    @Override
    public void message(byte[] message) {}

    @Override
    public List<byte[]> broadcasts(int overhead, int room) {
        return List.of();
    }

    @Override
    public byte[] state(boolean join) {
        return new byte[0];
    }

    @Override
    public void merge(byte[] state, boolean join) {}

    @Override
    public @Nullable String refuseMerge(List<Node> others) {
        return null;
    }

    @Override
    public @Nullable String refuseAlive(Node node) {
        return null;
    }

    @Override
    public void joined(Node node) {
        pool.world().note("joined", host, node.name());
        PoolMember other = pool.called(node.name());
        if (here && !believesIn(other)) {
            believed.set(other.number);
            pool.believes(other, 1);
        }
    }

    @Override
    public void left(Node node) {
        pool.world().note("left " + node.state(), host, node.name());
        PoolMember other = pool.called(node.name());
        if (here && believesIn(other)) {
            believed.clear(other.number);
            pool.believes(other, -1);
            pool.noticed(other);
            if (other.here && node.state() == Node.State.DEAD) {
                pool.falseDeath();
            }
        }
    }

    @Override
    public void updated(Node node) {
        pool.world().note("updated", host, node.name());
    }

    @Override
    public void conflict(Node known, Endpoint claimed) {
        pool.world().note("conflict", host, known.name());
        conflicts.add(known.name() + " at " + claimed);
    }

    @Override
    public byte[] ackPayload() {
        return new byte[0];
    }

    @Override
    public void pinged(Node node, Duration rtt, byte[] payload) {}
}
