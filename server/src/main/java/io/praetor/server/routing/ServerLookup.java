package io.praetor.server.routing;

import io.praetor.rpc.RpcClient;
import org.jspecify.annotations.Nullable;

/// Where the servers of this datacenter are, as gossip tells.
@FunctionalInterface
public interface ServerLookup {
    /// There are no others.
    ServerLookup NONE = _ -> null;

    /// The server with a node ID; null when it is not known. Called for every request that is passed on, so it must be
    /// quick.
    RpcClient.@Nullable Server server(String id);
}
