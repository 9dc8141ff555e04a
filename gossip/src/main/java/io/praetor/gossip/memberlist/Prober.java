package io.praetor.gossip.memberlist;

import io.praetor.gossip.memberlist.Node.State;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Probes members one after the other, everybody once in a round (`gossip-memberlist.md` §6). While a probe takes
/// longer
/// than the interval, as it does for an unwell member, the next one waits.
final class Prober {

    private final Parts parts;
    private final Core core;
    private @Nullable ProbeRound running;
    private boolean due;
    private boolean stopped;

    Prober(Parts parts) {
        this.parts = parts;
        this.core = parts.core();
    }

    /// It is time for the next one.
    void probe() {
        if (running != null) {
            due = true;
            return;
        }
        due = false;
        NodeState target = stopped ? null : next();
        if (target != null) {
            if (core.awareness().score() > 0) {
                core.figures().degradedProbe().increment();
            }
            running = new ProbeRound(parts, this, target);
        }
    }

    private @Nullable NodeState next() {
        NodeTable table = core.table();
        NodeState node = table.nextInRound(this::isProbed);
        if (node == null) {
            table.newRound(this::isForgotten);
            node = table.nextInRound(this::isProbed);
        }
        return node;
    }

    private boolean isProbed(NodeState node) {
        return node.isUp() && !core.self().is(node.name);
    }

    private boolean isForgotten(NodeState node) {
        long kept = core.config().gossipToTheDeadTime().toNanos();
        return !node.isUp() && !core.self().is(node.name) && core.loop().nanoTime() - node.since > kept;
    }

    /// A few who may reach the target where this member does not.
    List<NodeState> others(NodeState target) {
        int count = core.config().indirectChecks();
        return core.table()
                .pick(
                        count,
                        node -> node.state == State.ALIVE
                                && node != target
                                && !core.self().is(node.name));
    }

    /// A probe is over.
    ///
    /// @param worse what it says of this member's own health
    void over(Duration took, int worse) {
        core.awareness().change(worse);
        core.figures().probe().record(took.toNanos());
        running = null;
        if (due) {
            core.loop().execute(this::probe);
        }
    }

    /// Probes nobody any more.
    void stop() {
        stopped = true;
        if (running != null) {
            running.abandon();
        }
    }
}
