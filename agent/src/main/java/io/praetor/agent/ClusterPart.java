package io.praetor.agent;

import io.praetor.agent.config.AgentConfig;
import io.praetor.agent.pool.Pools;
import io.praetor.rpc.RpcClient;
import io.praetor.server.acl.Tokens;
import io.praetor.server.backend.Backend;
import io.praetor.server.limit.RequestLimits;
import java.util.List;

/// What this agent is in its cluster, a server or a client: how it answers, and how it goes.
sealed interface ClusterPart extends AutoCloseable permits ServerPart, ClientPart {
    /// Where front doors ask.
    Backend backend();

    /// What tokens stand for, as far as this agent can say.
    Tokens tokens();

    /// The servers that this agent would ask.
    List<RpcClient.Server> servers();

    /// The pools; closed with this.
    Pools pools();

    /// How many requests are taken here.
    RequestLimits limits();

    /// Takes over what may change while the agent runs.
    void reload(AgentConfig fresh);

    /// Leaves the cluster; returns when the others know.
    void leave();

    /// Stops everything. Idempotent.
    @Override
    void close();
}
