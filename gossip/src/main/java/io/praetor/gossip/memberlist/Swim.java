package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.model.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// One member that speaks memberlist's protocol: SWIM with Lifeguard's extensions (`gossip-memberlist.md`). Everything
/// runs on one loop, and time, chance and network come from the [Environment]: the same environment gives the same
/// conversation, byte for byte.
///
/// How it works together: [Inbox] takes what arrives. [Membership] has the rules of what to believe; what it believes
/// is in the [NodeTable], and what is news goes to the [BroadcastQueue]. [Outbox] puts news into packets, those that
/// [Gossiper] sends for their sake and those of [Prober]. [PushPull] exchanges whole states, now and then and to join.
public final class Swim implements Memberlist {

    private final Core core;
    private final Transport transport;
    private final Keyring keyring;
    private final Membership membership;
    private final Outbox outbox;
    private final Prober prober;
    private final Inbox inbox;
    private final Joiner joiner;
    private final List<Ticker> tickers = new ArrayList<>(3);
    private @Nullable CompletableFuture<Void> left;
    private boolean closed;

    private Swim(Core core, Keyring keyring, Environment environment) {
        this.core = core;
        this.transport = environment.transport();
        this.keyring = keyring;
        this.membership = new Membership(core);
        this.outbox = new Outbox(core, transport);
        Streams streams = new Streams(core, transport);
        Parts parts = new Parts(core, membership, outbox, streams, new Pings(core, outbox));
        PushPull pushPull = new PushPull(core, membership, streams);
        this.prober = new Prober(parts);
        this.inbox = new Inbox(parts, pushPull);
        this.joiner = new Joiner(core, environment.resolver(), pushPull);
        MemberlistConfig config = core.config();
        Gossiper gossiper = new Gossiper(core, outbox);
        RandomGenerator random = environment.random();
        repeat(random, config.probeInterval(), config::probeInterval, prober::probe);
        repeat(random, config.gossipInterval(), config::gossipInterval, gossiper::gossip);
        repeat(random, config.pushPullInterval(), pushPull::interval, pushPull::withSomebody);
    }

    private void repeat(RandomGenerator random, Duration configured, Supplier<Duration> interval, Runnable task) {
        if (configured.isPositive()) {
            tickers.add(new Ticker(core.loop(), random, interval, task));
        }
    }

    /// Starts a member, alone at first. To be called on the environment's loop. The delegate is told of the member
    /// itself ([Delegate#joined]) before this returns.
    ///
    /// @param keyring     empty: nothing is encrypted, until there is a key
    /// @param environment its transport belongs to the member from here on
    /// @throws IllegalArgumentException when the delegate has more to say of the member than others would take
    public static Swim start(MemberlistConfig config, Keyring keyring, Delegate delegate, Environment environment) {
        Codecs codecs = Codecs.of(config, keyring, environment.random());
        return start(core(config, delegate, environment, codecs), keyring, environment);
    }

    /// What a member begins with.
    static Core core(MemberlistConfig config, Delegate delegate, Environment environment, Codecs codecs) {
        Figures figures = Figures.of(environment.telemetry());
        NodeTable table = new NodeTable(environment.random());
        return new Core(
                config,
                new Self(config.name(), environment.transport().local()),
                environment.loop(),
                table,
                new BroadcastQueue(config.retransmitMult(), table::size),
                new Awareness(config.awarenessMaxMultiplier(), figures.health()),
                delegate,
                codecs,
                figures);
    }

    static Swim start(Core core, Keyring keyring, Environment environment) {
        Bytes meta = meta(core.delegate());
        Swim swim = new Swim(core, keyring, environment);
        swim.membership.announce(meta, null);
        swim.transport.listen(swim.inbox);
        return swim;
    }

    private static Bytes meta(Delegate delegate) {
        Bytes meta = Bytes.of(delegate.meta(Membership.MOST_META));
        if (meta.length() > Membership.MOST_META) {
            throw new IllegalArgumentException("node meta data provided is longer than the limit");
        }
        return meta;
    }

    @Override
    public Node local() {
        return membership.own().node();
    }

    @Override
    public List<Node> nodes() {
        return core.table().all().stream().map(NodeState::node).toList();
    }

    @Override
    public int aliveCount() {
        return core.table().upCount();
    }

    @Override
    public CompletableFuture<Integer> join(List<String> addresses) {
        return joiner.join(addresses);
    }

    @Override
    public CompletableFuture<Void> leave(Duration timeout) {
        if (left == null) {
            CompletableFuture<Void> told = new CompletableFuture<>();
            left = told;
            membership.leave(() -> told.complete(null));
            finish(told, timeout);
        }
        return left;
    }

    @Override
    public CompletableFuture<Void> update(Duration timeout) {
        CompletableFuture<Void> told = new CompletableFuture<>();
        try {
            if (!core.self().leaving) {
                membership.announce(meta(core.delegate()), () -> told.complete(null));
            }
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedFuture(e);
        }
        finish(told, timeout);
        return told;
    }

    /// Waits no longer than that for everybody to be told; and not at all where there is nobody else.
    private void finish(CompletableFuture<Void> told, Duration timeout) {
        int own = core.self().leaving ? 0 : 1;
        if (core.table().upCount() <= own) {
            told.complete(null);
        } else {
            core.loop().schedule(timeout, () -> told.complete(null));
        }
    }

    @Override
    public void sendTo(Endpoint to, byte[] message) {
        outbox.sendUser(to, message, false);
    }

    @Override
    public void sendTo(Node to, byte[] message) {
        outbox.sendUser(to.endpoint(), message, Vsn.checksCrc(to.versions()));
    }

    @Override
    public int healthScore() {
        return core.awareness().score();
    }

    @Override
    public Keyring keyring() {
        return keyring;
    }

    /// How many news wait to be sent often enough.
    public int queued() {
        return core.news().size();
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            tickers.forEach(Ticker::stop);
            prober.stop();
            inbox.stop();
            membership.stop();
            transport.close();
        }
    }
}
