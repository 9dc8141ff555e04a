package io.praetor.dns;

import io.praetor.model.catalog.CheckServiceNode;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Executes prepared queries (`server.md` §9).
@FunctionalInterface
public interface PreparedLookups {
    /// No query is known.
    PreparedLookups NONE = _ -> null;

    /// What is executed.
    ///
    /// @param nameOrId   in lower case
    /// @param datacenter null: this one
    /// @param source     the network to be near to
    /// @param limit      how many instances are of use; 0: all
    /// @param connect    whether what stands for the service in the mesh is wanted
    record Execution(
            String nameOrId,
            @Nullable String datacenter,
            InetAddress source,
            int limit,
            boolean connect,
            boolean allowStale,
            String token) {}

    /// What came of it.
    ///
    /// @param service    the name of the service
    /// @param nodes      its instances, in the order in which they are to be given
    /// @param datacenter whose they are
    /// @param ttl        as the query says; empty: as of the service
    record Found(String service, List<CheckServiceNode> nodes, String datacenter, String ttl) {
        /// Copies the list.
        public Found {
            nodes = List.copyOf(nodes);
        }
    }

    /// Executes one; may wait, and is called where that is no harm.
    ///
    /// @return null when there is no such query
    /// @throws io.praetor.server.RequestFailure when it cannot be executed now
    @Nullable Found execute(Execution execution);
}
