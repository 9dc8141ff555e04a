package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Exchanges whole states with another member (`gossip-memberlist.md` §10): the way to join, and what makes members
/// agree
/// in the end where gossip was lost. Deaths are never taken on trust: whoever is dead elsewhere is suspect here, and
/// has
/// its time to refute.
final class PushPull {

    private static final Logger LOG = LoggerFactory.getLogger(PushPull.class);

    /// Up to how many members the interval stays what it is.
    private static final int SMALL_POOL = 32;

    private static final Versions UNKNOWN = new Versions(0, 0, 0, 0, 0, 0);

    private final MemberlistConfig config;
    private final Self self;
    private final Loop loop;
    private final NodeTable table;
    private final Delegate delegate;
    private final Figures figures;
    private final Membership membership;
    private final Streams streams;

    PushPull(Core core, Membership membership, Streams streams) {
        this.config = core.config();
        this.self = core.self();
        this.loop = core.loop();
        this.table = core.table();
        this.delegate = core.delegate();
        this.figures = core.figures();
        this.membership = membership;
        this.streams = streams;
    }

    /// How long from one exchange to the next: longer in a large pool, because each costs more there.
    Duration interval() {
        return config.pushPullInterval().multipliedBy(scale(table.size()));
    }

    static int scale(int nodes) {
        int times = 1;
        for (long limit = SMALL_POOL; limit < nodes; limit *= 2) {
            times++;
        }
        return times;
    }

    /// Exchanges with somebody.
    void withSomebody() {
        long begun = loop.nanoTime();
        for (NodeState node : table.pick(1, other -> other.state == State.ALIVE && !self.is(other.name))) {
            var _ = with(node.endpoint, false).whenComplete((_, failure) -> {
                figures.pushPull().record(loop.nanoTime() - begun);
                if (failure != null) {
                    LOG.atWarn()
                            .addKeyValue("node", node.name)
                            .addKeyValue("error", failure.getMessage())
                            .log("push/pull failed");
                }
            });
        }
    }

    /// Exchanges with whoever is at an address.
    ///
    /// @return fails with a line for people
    CompletableFuture<Void> with(Endpoint to, boolean join) {
        return streams.ask(to, state(join), config.streamTimeout()).thenCompose(answer -> {
            String refusal = answer instanceof Message.PushPull theirs
                    ? merge(theirs, join)
                    : "no state came back, but another message";
            return refusal == null
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IOException(refusal));
        });
    }

    /// What this member knows.
    Message.PushPull state(boolean join) {
        List<Message.Entry> nodes = new ArrayList<>(table.size());
        @Nullable Versions last = null;
        Bytes vsn = Bytes.EMPTY;
        for (NodeState node : table.all()) {
            if (!node.versions.equals(last)) {
                last = node.versions;
                vsn = Vsn.bytes(last);
            }
            nodes.add(new Message.Entry(
                    node.name,
                    node.endpoint.address(),
                    node.endpoint.port(),
                    node.meta,
                    node.incarnation,
                    node.state.number(),
                    vsn));
        }
        return new Message.PushPull(join, nodes, Bytes.of(delegate.state(join)));
    }

    /// Takes in what another member knows.
    ///
    /// @return why not; null: it was
    @Nullable String merge(Message.PushPull theirs, boolean join) {
        String refusal = VersionCheck.refuse(table.all(), theirs.nodes());
        if (refusal == null && join) {
            refusal = delegate.refuseMerge(nodes(theirs));
        }
        if (refusal != null) {
            return refusal;
        }
        for (Message.Entry node : theirs.nodes()) {
            merge(node);
        }
        if (theirs.userState().length() > 0) {
            delegate.merge(theirs.userState().array(), join);
        }
        return null;
    }

    private List<Node> nodes(Message.PushPull theirs) {
        List<Node> nodes = new ArrayList<>(theirs.nodes().size());
        for (Message.Entry node : theirs.nodes()) {
            State state = State.of(node.state());
            if (state != null) {
                int port = node.port() == 0 ? self.endpoint.port() : node.port();
                Versions versions = Vsn.read(node.vsn());
                nodes.add(new Node(
                        node.name(),
                        new Endpoint(node.address(), port),
                        node.meta(),
                        versions == null ? UNKNOWN : versions,
                        state));
            }
        }
        return nodes;
    }

    private void merge(Message.Entry node) {
        switch (State.of(node.state())) {
            case ALIVE ->
                membership.alive(new Message.Alive(
                        node.incarnation(), node.name(), node.address(), node.port(), node.meta(), node.vsn()));
            case LEFT -> membership.dead(new Message.Dead(node.incarnation(), node.name(), node.name()), null);
            case DEAD, SUSPECT -> membership.suspect(new Message.Suspect(node.incarnation(), node.name(), self.name));
            case null -> LOG.atDebug().addKeyValue("node", node.name()).log("ignoring a node in an unknown state");
        }
    }
}
