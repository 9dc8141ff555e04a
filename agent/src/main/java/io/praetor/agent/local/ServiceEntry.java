package io.praetor.agent.local;

import io.praetor.model.catalog.NodeService;

/// A service of this agent, or one that the catalog still has to forget.
///
/// @param token   what it is registered with; empty: the agent's
/// @param inSync  whether the catalog is believed to say the same
/// @param deleted whether it is gone here; readers do not see it any more
/// @param version grows with every change of anything here; what is done about an entry is void if it has changed
public record ServiceEntry(
        NodeService service, String token, Origin origin, boolean inSync, boolean deleted, long version) {

    ServiceEntry synced(boolean now, long newVersion) {
        return new ServiceEntry(service, token, origin, now, deleted, newVersion);
    }

    ServiceEntry gone(long newVersion) {
        return new ServiceEntry(service, token, origin, false, true, newVersion);
    }

    ServiceEntry with(NodeService other, long newVersion) {
        return new ServiceEntry(other, token, origin, inSync, deleted, newVersion);
    }

    /// Without the token.
    @Override
    public String toString() {
        return "ServiceEntry[" + service.id() + ", " + origin + ", inSync=" + inSync + ", deleted=" + deleted + "]";
    }
}
