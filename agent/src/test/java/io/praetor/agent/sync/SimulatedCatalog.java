package io.praetor.agent.sync;

import io.praetor.agent.local.Sameness;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A catalog with one node, which fails when a test says so.
final class SimulatedCatalog implements NodeCatalog {
    @Nullable Node node;

    final TreeMap<String, NodeService> services = new TreeMap<>();
    final TreeMap<String, HealthCheck> checks = new TreeMap<>();
    /// Every call, with its token.
    final List<String> calls = new ArrayList<>();

    /// Happens once, between the reading of the services and that of the checks.
    Runnable meanwhile = () -> {};

    /// Happens once, while something is registered.
    Runnable whileRegistering = () -> {};

    /// Happens once, while something is removed.
    Runnable whileRemoving = () -> {};

    /// Happens once, while something fails.
    Runnable whileFailing = () -> {};

    private int failures;

    @Nullable String refusal;

    /// Whether it has access control, which takes no removal of what is not there.
    boolean guarded;

    /// Fails the next calls.
    void fail(int times) {
        failures = times;
    }

    private void call(String what, String token) {
        calls.add(token.isEmpty() ? what : what + " by " + token);
        if (failures > 0) {
            failures--;
            Runnable now = whileFailing;
            whileFailing = () -> {};
            now.run();
            throw RequestFailure.noLeader();
        }
    }

    private void write(String what, String token) {
        call(what, token);
        if (token.equals(refusal)) {
            throw new RequestFailure(RequestFailure.Kind.PERMISSION_DENIED, "Permission denied");
        }
    }

    @Override
    public @Nullable NodeServices services(String name, String token) {
        call("read services", token);
        return node == null ? null : new NodeServices(node, new TreeMap<>(services));
    }

    @Override
    public List<HealthCheck> checks(String name, String token) {
        Runnable happens = meanwhile;
        meanwhile = () -> {};
        happens.run();
        call("read checks", token);
        return node == null ? List.of() : List.copyOf(checks.values());
    }

    @Override
    public void register(RegisterRequest request) {
        List<HealthCheck> with = request.checks() == null ? List.of() : request.checks();
        String what = "register "
                + (request.service() == null ? "-" : request.service().id()) + " "
                + with.stream().map(HealthCheck::checkId).toList() + (request.skipNodeUpdate() ? " skip" : "");
        write(what, request.token());
        Runnable happens = whileRegistering;
        whileRegistering = () -> {};
        happens.run();
        if (node == null || !request.skipNodeUpdate()) {
            node = request.toNode();
        }
        if (request.service() != null) {
            services.put(request.service().id(), request.service());
        }
        for (HealthCheck check : with) {
            NodeService owner = services.get(check.serviceId());
            if (owner == null && !check.serviceId().isEmpty()) {
                throw RequestFailure.internal("Missing service registration");
            }
            checks.put(check.checkId(), owner == null ? check : check.withService(owner.service(), owner.tags()));
        }
    }

    @Override
    public void deregister(DeregisterRequest request) {
        write(
                "deregister " + (request.serviceId().isEmpty() ? "-" : request.serviceId()) + " " + request.checkId(),
                request.token());
        Runnable happens = whileRemoving;
        whileRemoving = () -> {};
        happens.run();
        if (guarded && !request.serviceId().isEmpty() && !services.containsKey(request.serviceId())) {
            throw RequestFailure.internal("rpc error making call: Unknown service '" + request.serviceId() + "'");
        }
        if (guarded && request.serviceId().isEmpty() && !checks.containsKey(request.checkId())) {
            throw RequestFailure.internal("rpc error making call: Unknown check '" + request.checkId() + "'");
        }
        if (!request.serviceId().isEmpty()) {
            services.remove(request.serviceId());
            checks.values().removeIf(check -> check.serviceId().equals(request.serviceId()));
        } else {
            checks.remove(request.checkId());
        }
    }

    /// Loses everything.
    void forgetNode() {
        node = null;
        services.clear();
        checks.clear();
    }

    /// Somebody changes a service.
    void tamper(String id, NodeService service) {
        services.put(id, service);
    }

    /// The tags somebody sees.
    List<String> tags(String id) {
        return Objects.requireNonNullElse(
                Objects.requireNonNull(services.get(id)).tags(), List.of());
    }

    boolean has(NodeService service) {
        NodeService there = services.get(service.id());
        return there != null && Sameness.of(there, service);
    }
}
