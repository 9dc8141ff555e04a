package io.praetor.agent.sync;

import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The catalog, as far as an agent tells it about its node. Calls wait; all fail with a
/// [io.praetor.server.RequestFailure] when the catalog refuses or cannot be reached.
public interface NodeCatalog {
    /// What the catalog knows of a node and its services; null: nothing. May be a little old.
    ///
    /// @param token what to ask with; empty: as nobody in particular
    @Nullable NodeServices services(String node, String token);

    /// The checks the catalog knows of a node and its services. May be a little old.
    List<HealthCheck> checks(String node, String token);

    /// Registers a node, a service, checks.
    void register(RegisterRequest request);

    /// Removes a service or a check. What is not there counts as removed.
    void deregister(DeregisterRequest request);
}
