package io.praetor.http.v1;

import io.praetor.http.AgentServices;
import io.praetor.http.Caller;
import io.praetor.http.route.Reply;
import io.praetor.http.route.Request;
import io.praetor.model.agent.AgentService;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.model.codec.Codec;
import io.praetor.model.codec.Codecs;
import io.praetor.server.Cancellable;
import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Access;
import io.praetor.server.acl.Authorizer;
import io.praetor.server.acl.Resource;
import io.praetor.server.acl.Viewer;
import io.praetor.server.filter.Filter;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The agent's own services and checks (`http-api.md` §6, §6.1, §6.2).
final class AgentServiceEndpoint {
    private static final Codec<@Nullable Map<String, AgentService>> SERVICES = Codecs.map(AgentService.CODEC);
    private static final Codec<@Nullable Map<String, HealthCheck>> CHECKS = Codecs.map(HealthCheck.CODEC);
    private static final String DECODING = "Request decode failed: ";
    private static final String HASH_HEADER = "X-Consul-ContentHash";
    private static final Duration DEFAULT_WAIT = Duration.ofMinutes(5);
    private static final Duration MAX_WAIT = Duration.ofMinutes(10);

    /// Waits are longer by up to this part of themselves, so that those who began together do not return together.
    private static final int JITTER_PART = 16;

    private final AgentServices agent;
    private final Gate gate;
    private final RandomGenerator random;

    AgentServiceEndpoint(AgentServices agent, Gate gate, RandomGenerator random) {
        this.agent = agent;
        this.gate = gate;
        this.random = random;
    }

    // ---- services

    Reply services(Request request) {
        Filter filter = Names.filter(request);
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            Viewer viewer = visitor.viewer();
            Map<String, AgentService> seen =
                    viewer.visibleValues(agent.services(), service -> viewer.seesService(service.service()));
            return visitor.marked(Reply.json(SERVICES, filter.apply(seen, AgentService.CODEC)), viewer);
        });
    }

    Reply service(Request request) {
        String id = request.rest();
        Duration longest = longest(Reads.wait(request.params()));
        var _ = Reads.index(request.params()); // of no use here, but looked at
        String hash = request.params().first("hash");
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Later(done -> visitor.start(done, by -> {
            if (hash.isEmpty()) {
                done.complete(shown(id, agent.service(id), by));
                return Cancellable.NONE;
            }
            return agent.awaitService(id, hash, longest, found -> visitor.finish(done, then -> shown(id, found, then)));
        }));
    }

    private static Reply.Full shown(String id, @Nullable AgentService service, Authorizer by) {
        if (service == null) {
            throw new RequestFailure(RequestFailure.Kind.NOT_FOUND, "unknown service ID: " + id);
        }
        Gate.requireUnnamed(by, Resource.SERVICE, service.service(), Access.READ);
        return Reply.json(AgentService.CODEC, service).with(HASH_HEADER, service.contentHash());
    }

    private Duration longest(Duration wish) {
        Duration wait = wish.isPositive() ? wish : DEFAULT_WAIT;
        wait = wait.compareTo(MAX_WAIT) > 0 ? MAX_WAIT : wait;
        return wait.plusNanos(random.nextLong(wait.toNanos() / JITTER_PART + 1));
    }

    Reply registerService(Request request) {
        ServiceDefinition wanted = Bodies.strict(request, ServiceDefinition.CODEC, DECODING);
        String replace = request.params().first("replace-existing-checks");
        boolean replaces =
                request.params().has("replace-existing-checks") && (replace.isEmpty() || replace.equals("true"));
        return done(request, caller -> agent.registerService(wanted, caller, replaces));
    }

    Reply deregisterService(Request request) {
        String id = request.rest();
        return done(request, caller -> agent.deregisterService(id, caller));
    }

    Reply serviceMaintenance(Request request) {
        String id = Names.required(request, "Missing service ID");
        boolean on = enable(request);
        String reason = request.params().first("reason");
        return done(request, caller -> agent.serviceMaintenance(id, on, reason, caller));
    }

    Reply nodeMaintenance(Request request) {
        boolean on = enable(request);
        String reason = request.params().first("reason");
        return done(request, caller -> agent.nodeMaintenance(on, reason, caller));
    }

    private static boolean enable(Request request) {
        if (!request.params().has("enable")) {
            throw RequestFailure.badRequest("Missing value for enable");
        }
        String text = request.params().first("enable");
        Boolean on = Numbers.truth(text);
        if (on == null) {
            throw RequestFailure.badRequest("Invalid value for enable: " + Numbers.quoted(text));
        }
        return on;
    }

    // ---- checks

    Reply checks(Request request) {
        Filter filter = Names.filter(request);
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            Viewer viewer = visitor.viewer();
            Map<String, HealthCheck> seen = viewer.visibleValues(agent.checks(), check -> sees(viewer, check));
            return visitor.marked(Reply.json(CHECKS, filter.apply(seen, HealthCheck.CODEC)), viewer);
        });
    }

    /// A check of a service is seen with the service, whoever may see this node.
    private static boolean sees(Viewer viewer, HealthCheck check) {
        return check.serviceName().isEmpty() ? viewer.seesNode(check.node()) : viewer.seesService(check.serviceName());
    }

    Reply registerCheck(Request request) {
        CheckDefinition wanted = Bodies.strict(request, CheckDefinition.CODEC, DECODING);
        return done(request, caller -> agent.registerCheck(wanted, caller));
    }

    Reply deregisterCheck(Request request) {
        String id = request.rest();
        return done(request, caller -> agent.deregisterCheck(id, caller));
    }

    Reply pass(Request request) {
        return note(request, HealthCheck.PASSING);
    }

    Reply warn(Request request) {
        return note(request, HealthCheck.WARNING);
    }

    Reply fail(Request request) {
        return note(request, HealthCheck.CRITICAL);
    }

    private Reply note(Request request, String status) {
        String id = request.rest();
        String note = request.params().first("note");
        return done(request, caller -> agent.updateTtl(id, status, note, caller));
    }

    Reply update(Request request) {
        CheckUpdate update = Bodies.strict(request, CheckUpdate.CODEC, DECODING);
        switch (update.status()) {
            case HealthCheck.PASSING, HealthCheck.WARNING, HealthCheck.CRITICAL -> {}
            default -> throw RequestFailure.badRequest("Invalid check status: '" + update.status() + "'");
        }
        String id = request.rest();
        return done(request, caller -> agent.updateTtl(id, update.status(), update.output(), caller));
    }

    private Reply done(Request request, Consumer<Caller> change) {
        Gate.Visitor visitor = gate.visitor(request);
        return new Reply.Blocking(() -> {
            change.accept(visitor.caller());
            return Reply.empty(200);
        });
    }
}
