package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.Pools;
import io.praetor.gossip.serf.Serf;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// How an agent says that it goes: to the WAN pool, to the pool of its datacenter; then it stays a little, so that who
/// has asked it asks others (`agent.md` §11). Who is alone goes at once.
final class Farewell {
    private final Pools pools;
    private final Duration drain;
    private final CountDownLatch never = new CountDownLatch(1);

    private Farewell(Pools pools, Duration drain) {
        this.pools = pools;
        this.drain = drain;
    }

    static Farewell of(AgentConfig config, Pools pools) {
        return new Farewell(pools, config.lifecycle().leaveDrainTime());
    }

    /// Says it; blocks.
    ///
    /// @return whether there was anybody to hear it
    boolean tell() {
        boolean others = pools.size() > 1;
        Serf wan = pools.wan();
        if (wan != null) {
            wan.leave().join();
        }
        pools.lan().leave().join();
        if (others) {
            pause();
        }
        return others;
    }

    private void pause() {
        try {
            var _ = never.await(drain.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
