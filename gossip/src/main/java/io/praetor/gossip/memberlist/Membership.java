package io.praetor.gossip.memberlist;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Loop;
import io.praetor.gossip.memberlist.Node.State;
import io.praetor.gossip.memberlist.Node.Versions;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The rules by which what is said of members is believed and told on (`gossip-memberlist.md` §5). What decides is the
/// incarnation, a number that only the member itself raises: an accusation holds for the incarnation it names and those
/// before, so a higher one refutes it. Accusations of an equal incarnation are believed, announcements must have a
/// higher
/// one; the two together are what makes refutation work.
final class Membership {

    /// The most bytes a member may say of itself.
    static final int MOST_META = 512;

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final String NODE = "node";

    private final MemberlistConfig config;
    private final Self self;
    private final Loop loop;
    private final NodeTable table;
    private final BroadcastQueue news;
    private final MessageCodec codec;
    private final Delegate delegate;
    private final Awareness awareness;
    private final Figures figures;

    Membership(Core core) {
        this.config = core.config();
        this.self = core.self();
        this.loop = core.loop();
        this.table = core.table();
        this.news = core.news();
        this.codec = core.codecs().messages();
        this.delegate = core.delegate();
        this.awareness = core.awareness();
        this.figures = core.figures();
    }

    /// Says something new of this member; everybody is told.
    ///
    /// @param told called once that was sent often enough; null: nobody waits
    void announce(Bytes meta, @Nullable Runnable told) {
        NodeState own = table.get(self.name);
        if (own == null) {
            own = new NodeState(self.name, self.endpoint, meta, config.versions(), loop.nanoTime());
            table.add(own);
        }
        believe(own, alive(self.nextIncarnation(), meta), config.versions(), told);
    }

    private Message.Alive alive(long incarnation, Bytes meta) {
        return new Message.Alive(
                incarnation,
                self.name,
                self.endpoint.address(),
                self.endpoint.port(),
                meta,
                Vsn.bytes(config.versions()));
    }

    /// A member is alive, somebody says.
    void alive(Message.Alive message) {
        figures.alive().increment();
        boolean own = self.is(message.node());
        if (own && self.leaving) {
            return;
        }
        NodeState node = table.get(message.node());
        int port = message.port() == 0 ? self.endpoint.port() : message.port();
        boolean moves = node != null && !isAt(node, message.address(), port);
        if (node != null && !own && !moves && message.incarnation() <= node.incarnation) {
            return;
        }
        Versions versions = Vsn.read(message.vsn());
        if (versions == null
                || message.meta().length() > MOST_META
                || message.node().isEmpty()) {
            LOG.atDebug().addKeyValue(NODE, message.node()).log("ignoring an alive message that breaks the rules");
            return;
        }
        Endpoint endpoint = node == null || moves ? codec.endpoint(message.address(), port) : node.endpoint;
        if (own) {
            aliveSelf(message, endpoint);
        } else {
            // Nearly everybody speaks what this member speaks; one copy is enough.
            Versions shared = versions.equals(config.versions()) ? config.versions() : versions;
            aliveOther(message, shared, endpoint);
        }
    }

    private static boolean isAt(NodeState node, InetAddress address, int port) {
        return node.endpoint.port() == port && node.endpoint.address().equals(address);
    }

    private void aliveSelf(Message.Alive message, Endpoint endpoint) {
        NodeState own = own();
        if (!endpoint.equals(own.endpoint)) {
            conflict(own, endpoint);
            return;
        }
        boolean same = message.incarnation() == own.incarnation
                && message.meta().equals(own.meta)
                && message.vsn().equals(Vsn.bytes(own.versions));
        if (message.incarnation() >= own.incarnation && !same) {
            LOG.atDebug()
                    .addKeyValue("incarnation", message.incarnation())
                    .log("refuting an alive message about myself");
            refute(message.incarnation());
        }
    }

    private void aliveOther(Message.Alive message, Versions versions, Endpoint endpoint) {
        NodeState node = table.get(message.node());
        if (!isAllowed(new Node(message.node(), endpoint, message.meta(), versions, State.ALIVE))) {
            return;
        }
        if (node == null) {
            node = new NodeState(message.node(), endpoint, message.meta(), versions, loop.nanoTime());
            table.add(node);
        } else if (!endpoint.equals(node.endpoint)) {
            if (!mayMove(node)) {
                conflict(node, endpoint);
                return;
            }
            LOG.atInfo()
                    .addKeyValue(NODE, node.name)
                    .addKeyValue("from", node.endpoint)
                    .addKeyValue("to", endpoint)
                    .log("updating the address of a node that had gone");
            node.endpoint = endpoint;
        }
        believe(node, message, versions, null);
    }

    private boolean isAllowed(Node node) {
        if (!config.allowed().isEmpty()
                && config.allowed().stream()
                        .noneMatch(network -> network.contains(node.endpoint().address()))) {
            LOG.atWarn()
                    .addKeyValue(NODE, node.name())
                    .addKeyValue("address", node.endpoint())
                    .log("rejected a node: its address is not allowed");
            return false;
        }
        String refusal = delegate.refuseAlive(node);
        if (refusal != null) {
            LOG.atWarn()
                    .addKeyValue(NODE, node.name())
                    .addKeyValue("reason", refusal)
                    .log("ignoring an alive message");
            return false;
        }
        return true;
    }

    /// Whether a member may come back at another address: it left, or is dead for so long that the name is free.
    private boolean mayMove(NodeState node) {
        long reclaim = config.deadNodeReclaimTime().toNanos();
        return node.state == State.LEFT
                || (node.state == State.DEAD && reclaim > 0 && loop.nanoTime() - node.since > reclaim);
    }

    private void conflict(NodeState node, Endpoint claimed) {
        LOG.atError()
                .addKeyValue(NODE, node.name)
                .addKeyValue("mine", node.endpoint)
                .addKeyValue("theirs", claimed)
                .addKeyValue("state", node.state)
                .log("conflicting address for a node");
        delegate.conflict(node.node(), claimed);
    }

    /// Takes over an announcement, and tells it on.
    private void believe(NodeState node, Message.Alive message, Versions versions, @Nullable Runnable told) {
        stopSuspicion(node);
        news.queue(node.name, codec.encode(message), told);
        boolean newMeta = !node.meta.equals(message.meta());
        boolean wasUp = node.isUp();
        node.incarnation = message.incarnation();
        node.meta = message.meta();
        node.versions = versions;
        if (node.state != State.ALIVE) {
            table.move(node, State.ALIVE, loop.nanoTime());
        }
        if (!wasUp) {
            delegate.joined(node.node());
        } else if (newMeta) {
            delegate.updated(node.node());
        }
    }

    /// A member does not answer, somebody says.
    void suspect(Message.Suspect message) {
        figures.suspect().increment();
        NodeState node = table.get(message.node());
        if (node == null || message.incarnation() < node.incarnation) {
            return;
        }
        if (node.suspicion != null) {
            if (node.suspicion.confirm(message.from())) {
                news.queue(node.name, codec.encode(message), null);
            }
            return;
        }
        if (node.state != State.ALIVE) {
            return;
        }
        if (self.is(node.name)) {
            LOG.atWarn().addKeyValue("from", message.from()).log("refuting a suspect message");
            refute(message.incarnation());
            return;
        }
        news.queue(node.name, codec.encode(message), null);
        node.incarnation = message.incarnation();
        table.move(node, State.SUSPECT, loop.nanoTime());
        Suspicion.Limits limits = Suspicion.Limits.of(config, table.size());
        node.suspicion =
                new Suspicion(message.from(), limits, loop, confirmations -> expire(node, limits, confirmations));
    }

    /// A suspect's time is over.
    private void expire(NodeState node, Suspicion.Limits limits, int confirmations) {
        node.suspicion = null;
        if (confirmations < limits.confirmations()) {
            figures.degradedTimeout().increment();
        }
        LOG.atInfo()
                .addKeyValue(NODE, node.name)
                .addKeyValue("confirmations", confirmations)
                .log("marking a node as failed: its suspicion was not refuted in time");
        dead(new Message.Dead(node.incarnation, node.name, self.name), null);
    }

    /// A member is dead, somebody says; or has left, it says itself.
    ///
    /// @param told called once that was sent often enough; null: nobody waits
    void dead(Message.Dead message, @Nullable Runnable told) {
        figures.dead().increment();
        NodeState node = table.get(message.node());
        if (node == null || message.incarnation() < node.incarnation) {
            return;
        }
        stopSuspicion(node);
        if (!node.isUp()) {
            return;
        }
        if (self.is(node.name) && !self.leaving) {
            LOG.atWarn().addKeyValue("from", message.from()).log("refuting a dead message");
            refute(message.incarnation());
            return;
        }
        news.queue(node.name, codec.encode(message), told);
        node.incarnation = message.incarnation();
        boolean left = message.node().equals(message.from());
        table.move(node, left ? State.LEFT : State.DEAD, loop.nanoTime());
        delegate.left(node.node());
    }

    /// This member goes.
    ///
    /// @param told called once that was sent often enough
    void leave(Runnable told) {
        self.leaving = true;
        dead(new Message.Dead(own().incarnation, self.name, self.name), told);
    }

    /// Contradicts, with an incarnation above the accused one. Whoever is accused has been slow, perhaps.
    private void refute(long accused) {
        NodeState own = own();
        own.incarnation = self.incarnationAbove(accused);
        awareness.change(1);
        news.queue(own.name, codec.encode(alive(own.incarnation, own.meta)), null);
    }

    private static void stopSuspicion(NodeState node) {
        if (node.suspicion != null) {
            node.suspicion.cancel();
            node.suspicion = null;
        }
    }

    /// Ends all timers.
    void stop() {
        table.all().forEach(Membership::stopSuspicion);
    }

    /// What this member knows of itself.
    NodeState own() {
        NodeState node = table.get(self.name);
        if (node == null) {
            throw new IllegalStateException("this member is not in its own table");
        }
        return node;
    }
}
