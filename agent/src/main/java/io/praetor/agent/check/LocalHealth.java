package io.praetor.agent.check;

import io.praetor.model.catalog.HealthCheck;
import java.util.List;

/// What alias checks see of the agent's own services.
public interface LocalHealth {
    /// Whether a service with this ID is registered with this agent.
    boolean hasService(String serviceId);

    /// The checks an alias of this service looks at: those of the service and those of the node; for an empty ID those
    /// of the node alone.
    List<HealthCheck> checksFor(String serviceId);

    /// Tells whenever what [#hasService] or [#checksFor] answer for a service may have changed.
    ///
    /// @param changed quick, called on any thread
    /// @return ends it
    AutoCloseable onChange(String serviceId, Runnable changed);
}
