package io.praetor.http.v1;

import static io.praetor.http.route.Route.at;

import io.praetor.http.AgentServices;
import io.praetor.http.route.Route;
import java.util.List;
import java.util.random.RandomGenerator;

/// The endpoints about the agent's own services and checks.
public final class ServiceRoutes {
    private ServiceRoutes() {}

    /// @param random spreads the ends of waits
    public static List<Route> of(AgentServices services, ApiSettings settings, RandomGenerator random) {
        Gate gate = new Gate(settings);
        var agent = new AgentServiceEndpoint(services, gate, random);
        var health = new AgentHealthEndpoint(services, gate);
        return List.of(
                at("/v1/agent/services").get(agent::services).namespaced(),
                at("/v1/agent/service/").get(agent::service).namespaced(),
                at("/v1/agent/service/register").putJson(agent::registerService).namespaced(),
                at("/v1/agent/service/deregister/")
                        .put(agent::deregisterService)
                        .namespaced(),
                at("/v1/agent/service/maintenance/")
                        .put(agent::serviceMaintenance)
                        .namespaced(),
                at("/v1/agent/maintenance").put(agent::nodeMaintenance),
                at("/v1/agent/checks").get(agent::checks).namespaced(),
                at("/v1/agent/check/register").putJson(agent::registerCheck).namespaced(),
                at("/v1/agent/check/deregister/").put(agent::deregisterCheck).namespaced(),
                at("/v1/agent/check/pass/").put(agent::pass).namespaced(),
                at("/v1/agent/check/warn/").put(agent::warn).namespaced(),
                at("/v1/agent/check/fail/").put(agent::fail).namespaced(),
                at("/v1/agent/check/update/").putJson(agent::update).namespaced(),
                at("/v1/agent/health/service/id/").get(health::byId).namespaced(),
                at("/v1/agent/health/service/name/").get(health::byName).namespaced());
    }
}
