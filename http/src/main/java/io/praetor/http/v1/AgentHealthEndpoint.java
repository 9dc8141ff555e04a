package io.praetor.http.v1;

import io.praetor.http.AgentServices;
import io.praetor.http.route.Body;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.Bytes;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the agent's services are, for load balancers that look at the status code (`/v1/agent/health/service/…`).
final class AgentHealthEndpoint {
    private static final Codec<@Nullable List<AgentServiceHealth>> INSTANCES = Codecs.list(AgentServiceHealth.CODEC);
    private static final String REASON_HEADER = "X-Consul-Reason";

    private final AgentServices agent;
    private final Gate gate;

    AgentHealthEndpoint(AgentServices agent, Gate gate) {
        this.agent = agent;
        this.gate = gate;
    }

    Reply byId(Request request) {
        String id = request.rest();
        if (id.isEmpty()) {
            throw RequestFailure.internal("Bad request: Missing serviceID");
        }
        boolean text = wantsText(request);
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            Authorizer by = visitor.authorizer();
            AgentServiceHealth health = agent.health(id);
            if (health != null && health.service() != null) {
                Gate.requireUnnamed(by, Resource.SERVICE, health.service().service(), Access.READ);
            }
            if (health == null) {
                String reason = "ServiceId " + id + " not found";
                AgentServiceHealth none = new AgentServiceHealth(HealthCheck.CRITICAL, null, null);
                // the original puts this one text in quotes
                Reply.Full reply =
                        text ? Reply.json(404, Codecs.TEXT, reason) : Reply.json(404, AgentServiceHealth.CODEC, none);
                return reply.with(REASON_HEADER, reason);
            }
            Reply.Full reply = text
                    ? word(code(health.status()), health.status())
                    : Reply.json(code(health.status()), AgentServiceHealth.CODEC, health);
            return reply.with(REASON_HEADER, health.status());
        });
    }

    Reply byName(Request request) {
        String name = request.rest();
        if (name.isEmpty()) {
            throw RequestFailure.internal("Bad request: Missing service Name");
        }
        boolean text = wantsText(request);
        return gate.after(request, Resource.SERVICE, name, Access.READ, () -> {
            List<AgentServiceHealth> instances = agent.healthOfInstances(name);
            String shown = instances.isEmpty() ? "ServiceName " + name + " Not Found" : worst(instances);
            int code = instances.isEmpty() ? 404 : code(shown);
            Reply.Full reply = text ? word(code, shown) : Reply.json(code, INSTANCES, instances);
            return reply.with(REASON_HEADER, shown);
        });
    }

    private static boolean wantsText(Request request) {
        String accept = request.header("Accept");
        return request.params().first("format").equals("text") || (accept != null && accept.startsWith("text/plain"));
    }

    private static Reply.Full word(int code, String text) {
        return new Reply.Full(code, new Body.Raw("text/plain", Bytes.of(text)), null, List.of());
    }

    private static String worst(List<AgentServiceHealth> instances) {
        String worst = HealthCheck.PASSING;
        for (AgentServiceHealth instance : instances) {
            if (rank(instance.status()) > rank(worst)) {
                worst = instance.status();
            }
        }
        return worst;
    }

    private static int rank(String status) {
        return switch (status) {
            case HealthCheck.PASSING -> 0;
            case HealthCheck.WARNING -> 1;
            case HealthCheck.CRITICAL -> 2;
            default -> 3;
        };
    }

    private static int code(String status) {
        return switch (status) {
            case HealthCheck.PASSING -> 200;
            case HealthCheck.WARNING -> 429;
            default -> 503;
        };
    }
}
