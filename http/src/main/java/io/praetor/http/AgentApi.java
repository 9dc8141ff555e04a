package io.praetor.http;

import io.praetor.model.agent.AgentMember;
import io.praetor.model.agent.AgentSelf;
import io.praetor.server.RequestFailure;
import java.util.List;

/// What the HTTP API asks of the agent it belongs to (`http-api.md` §6). Calls may wait, so they run where waiting is
/// allowed; refusals are [RequestFailure]s.
public interface AgentApi {
    /// Who this agent is.
    AgentSelf self();

    /// The members of the local pool, or of the pool of servers of all datacenters.
    List<AgentMember> members(boolean wan);

    /// Takes part in the pool of the agent at an address.
    void join(String address, boolean wan);

    /// Declares a failed member gone.
    ///
    /// @param prune whether it is forgotten altogether
    void forceLeave(String node, boolean prune);

    /// Leaves the cluster. When it returns, answer the request; the agent ends by itself soon after.
    void leave();
}
