package io.praetor.client;

import io.praetor.model.Bytes;
import io.praetor.model.agent.AgentService;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.model.codec.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs on the agent's own node: services and checks, registered, looked at, kept alive (spec/http-api.md
/// sections 6.1 and 6.2).
public final class AgentServices {
    private static final Codec<@Nullable Map<String, AgentService>> SERVICES = Codecs.map(AgentService.CODEC);
    private static final Codec<@Nullable Map<String, HealthCheck>> CHECKS = Codecs.map(HealthCheck.CODEC);
    private static final Codec<@Nullable List<AgentServiceHealth>> HEALTH = Codecs.list(AgentServiceHealth.CODEC);

    private final Calls calls;

    AgentServices(Calls calls) {
        this.calls = calls;
    }

    /// The agent's services by ID.
    ///
    /// @param filter a filter expression, or empty
    public Map<String, AgentService> services(String filter) throws ConsulException {
        Map<String, AgentService> found =
                calls.read(filtered("/v1/agent/services", filter), SERVICES).value();
        return found == null ? Map.of() : found;
    }

    /// The agent's checks by ID.
    ///
    /// @param filter a filter expression, or empty
    public Map<String, HealthCheck> checks(String filter) throws ConsulException {
        Map<String, HealthCheck> found =
                calls.read(filtered("/v1/agent/checks", filter), CHECKS).value();
        return found == null ? Map.of() : found;
    }

    private static Request filtered(String path, String filter) {
        Request request = Request.get(path);
        return filter.isEmpty() ? request : request.with("filter", filter);
    }

    /// One service, if the agent has it.
    ///
    /// @param hash    waits until the service's [AgentService#contentHash] is another one; empty does not wait
    /// @param atMost  how long; zero leaves it to the agent
    public Optional<AgentService> service(String id, String hash, Duration atMost) throws ConsulException {
        Request request = Request.get("/v1/agent/service/" + id);
        if (!hash.isEmpty()) {
            request.withQuery(Query.DEFAULT.afterHash(hash).waitAtMost(atMost));
        }
        Response response = calls.find(request);
        return Calls.exists(response)
                ? Optional.of(Calls.parse(AgentService.CODEC, Calls.body(response)))
                : Optional.empty();
    }

    /// How an instance is; empty when the agent does not have it.
    public Optional<AgentServiceHealth> health(String serviceId) throws ConsulException {
        Response response = calls.judge(
                Request.get("/v1/agent/health/service/id/" + serviceId).with("format", "json"));
        byte[] body = Calls.body(response);
        return Calls.exists(response) ? Optional.of(Calls.parse(AgentServiceHealth.CODEC, body)) : Optional.empty();
    }

    /// How the agent's instances of a service are.
    public List<AgentServiceHealth> healthByName(String service) throws ConsulException {
        Response response = calls.judge(
                Request.get("/v1/agent/health/service/name/" + service).with("format", "json"));
        List<AgentServiceHealth> found = Calls.parse(HEALTH, Calls.body(response));
        return found == null ? List.of() : found;
    }

    /// Registers a service and its checks, or changes them.
    public void register(ServiceDefinition service) throws ConsulException {
        calls.run(put("/v1/agent/service/register", Registrations.of(service)));
    }

    /// Takes a service off the agent, and its checks with it; it need not exist.
    public void deregister(String serviceId) throws ConsulException {
        calls.run(Request.put("/v1/agent/service/deregister/" + serviceId));
    }

    /// Registers a check of the node or of a service.
    public void register(CheckDefinition check) throws ConsulException {
        calls.run(put("/v1/agent/check/register", Registrations.of(check)));
    }

    /// Takes a check off the agent; it need not exist.
    public void deregisterCheck(String checkId) throws ConsulException {
        calls.run(Request.put("/v1/agent/check/deregister/" + checkId));
    }

    /// Says that a TTL check is well, warning or critical.
    ///
    /// @param status [HealthCheck#PASSING], [HealthCheck#WARNING] or [HealthCheck#CRITICAL]
    /// @param output for people
    public void update(String checkId, String status, String output) throws ConsulException {
        Map<String, @Nullable Object> body = Map.of("Status", status, "Output", output);
        calls.run(put("/v1/agent/check/update/" + checkId, body));
    }

    private static Request put(String path, Map<String, @Nullable Object> body) {
        return Request.put(path).withBody(Bytes.of(Json.compact(Codecs.ANY_MAP, body)));
    }

    /// Puts an instance into maintenance, which makes it critical, or ends that.
    ///
    /// @param reason for people; empty for the agent's default
    public void maintenance(String serviceId, boolean enable, String reason) throws ConsulException {
        calls.run(Agent.maintenance("/v1/agent/service/maintenance/" + serviceId, enable, reason));
    }
}
