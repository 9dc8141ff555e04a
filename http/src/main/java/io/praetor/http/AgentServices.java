package io.praetor.http;

import io.praetor.model.agent.AgentService;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.Cancellable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What the HTTP API asks of the agent about its own services and checks (`http-api.md` §6). Changes may wait, so they
/// run where waiting is allowed; when they return, they are kept and the catalog was told, if it could be. Refusals are
/// [io.praetor.server.RequestFailure]s; whether the caller may is looked at in the same moment as
/// the change is made. Reads do not wait, and show everything.
public interface AgentServices {
    /// Registers a service with its checks and its sidecar.
    ///
    /// @param replaceChecks whether checks of the service that the definition does not name go away
    void registerService(ServiceDefinition definition, Caller caller, boolean replaceChecks);

    /// Removes a service with its checks and its sidecar.
    void deregisterService(String id, Caller caller);

    /// Takes a service out of use, or back.
    ///
    /// @param reason empty: a default one
    void serviceMaintenance(String id, boolean on, String reason, Caller caller);

    /// Takes the whole node out of use, or back.
    ///
    /// @param reason empty: a default one
    void nodeMaintenance(boolean on, String reason, Caller caller);

    /// Registers a check of the node or of a service.
    void registerCheck(CheckDefinition definition, Caller caller);

    /// Removes a check.
    void deregisterCheck(String id, Caller caller);

    /// Tells a TTL check how things are.
    void updateTtl(String checkId, String status, String output, Caller caller);

    /// The services by ID, without their hashes.
    Map<String, AgentService> services();

    /// A service with its hash; null: there is none.
    @Nullable AgentService service(String id);

    /// A service, once its hash is not `hash` or `longest` is over.
    ///
    /// @param done called once, on any thread, unless cancelled before; null: there is none
    Cancellable awaitService(String id, String hash, Duration longest, Consumer<@Nullable AgentService> done);

    /// The checks by ID.
    Map<String, HealthCheck> checks();

    /// How a service is; null: there is none.
    @Nullable AgentServiceHealth health(String serviceId);

    /// How the instances of a service are, by ID.
    List<AgentServiceHealth> healthOfInstances(String serviceName);
}
