package io.praetor.agent.pool;

import io.praetor.agent.config.AgentConfig;
import io.praetor.gossip.serf.Member;
import io.praetor.gossip.serf.Serf;
import io.praetor.server.assembly.Seams;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/// The pools this agent is a member of: that of its datacenter, and for servers that of the servers of all datacenters.
public final class Pools implements AutoCloseable {
    private final RunningPool lan;
    private final @Nullable RunningPool wan;

    private Pools(RunningPool lan, @Nullable RunningPool wan) {
        this.lan = lan;
        this.wan = wan;
    }

    /// Becomes a member of both; nobody is joined yet.
    ///
    /// @param lost told when another agent of the datacenter has this one's name by right
    /// @throws IOException with a line for people
    public static Pools open(AgentConfig config, String nodeId, Seams seams, Runnable lost) throws IOException {
        RunningPool lan = open(PoolPlan.lan(config, nodeId), config, seams, lost);
        if (!config.server().enabled() || config.ports().serfWan() <= 0) {
            return new Pools(lan, null);
        }
        try {
            return new Pools(lan, open(PoolPlan.wan(config, nodeId), config, seams, lost));
        } catch (IOException | RuntimeException e) {
            lan.close();
            throw e;
        }
    }

    private static RunningPool open(PoolPlan plan, AgentConfig config, Seams seams, Runnable lost) throws IOException {
        try {
            return RunningPool.open(plan, config, seams, lost);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException("Failed to start " + plan.label() + " Serf: " + e.getMessage(), e);
        }
    }

    /// The pool of the datacenter.
    public Serf lan() {
        return lan.serf();
    }

    /// The pool of the servers of all datacenters; null on clients, and where it is switched off.
    public @Nullable Serf wan() {
        return wan == null ? null : wan.serf();
    }

    /// How many agents the datacenter has, those that failed or left aside.
    public int size() {
        return (int) lan().members().stream()
                .filter(member -> member.status() == Member.Status.ALIVE)
                .count();
    }

    @Override
    public void close() {
        if (wan != null) {
            wan.close();
        }
        lan.close();
    }
}
