package io.praetor.gossip.memberlist;

import io.praetor.gossip.Loop;
import io.praetor.gossip.memberlist.Node.State;

/// Tells news to a few members now and then (`gossip-memberlist.md` §9), those that died lately among them: whoever is
/// dead by mistake hears of it and refutes.
final class Gossiper {

    private final MemberlistConfig config;
    private final Self self;
    private final Loop loop;
    private final NodeTable table;
    private final Figures figures;
    private final Outbox outbox;

    Gossiper(Core core, Outbox outbox) {
        this.config = core.config();
        this.self = core.self();
        this.loop = core.loop();
        this.table = core.table();
        this.figures = core.figures();
        this.outbox = outbox;
    }

    /// Once.
    void gossip() {
        long begun = loop.nanoTime();
        for (NodeState node : table.pick(config.gossipNodes(), this::hears)) {
            if (!outbox.sendNews(node)) {
                break;
            }
        }
        figures.gossip().record(loop.nanoTime() - begun);
    }

    private boolean hears(NodeState node) {
        if (self.is(node.name)) {
            return false;
        }
        return node.isUp() || (node.state == State.DEAD && isRecent(node));
    }

    private boolean isRecent(NodeState node) {
        return loop.nanoTime() - node.since <= config.gossipToTheDeadTime().toNanos();
    }
}
