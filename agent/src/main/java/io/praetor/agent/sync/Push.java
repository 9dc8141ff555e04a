package io.praetor.agent.sync;

import io.praetor.agent.local.CheckEntry;
import io.praetor.agent.local.LocalState;
import io.praetor.agent.local.LocalView;
import io.praetor.agent.local.NodeFacts;
import io.praetor.agent.local.ServiceEntry;
import io.praetor.agent.local.Turns;
import io.praetor.model.catalog.DeregisterRequest;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the catalog what is true now of one thing at a time: the node, a service with its checks, a check. One at a
/// time for each service, so that what is told last is what is true; different services do not wait for each other.
final class Push {
    private static final Logger LOG = LoggerFactory.getLogger(Push.class);

    private final LocalState state;
    private final NodeCatalog catalog;
    private final Tokens tokens;
    private final Turns turns = new Turns();
    private final Refusals services;
    private final Refusals checks;
    private final Counter nodeRefused;

    /// Counts what access control refuses.
    private record Refusals(String what, Counter registrations, Counter deregistrations) {
        static Refusals of(String what, String name, Telemetry telemetry) {
            return new Refusals(
                    what,
                    telemetry.counter("acl.blocked." + name + ".registration"),
                    telemetry.counter("acl.blocked." + name + ".deregistration"));
        }

        void count(boolean removal, String id) {
            (removal ? deregistrations : registrations).increment();
            LOG.atWarn()
                    .addKeyValue("id", id)
                    .log(what + (removal ? " deregistration blocked by ACLs" : " registration blocked by ACLs"));
        }
    }

    Push(LocalState state, NodeCatalog catalog, Tokens tokens, Telemetry telemetry) {
        this.state = state;
        this.catalog = catalog;
        this.tokens = tokens;
        services = Refusals.of("Service", "service", telemetry);
        checks = Refusals.of("Check", "check", telemetry);
        nodeRefused = telemetry.counter("acl.blocked.node.registration");
    }

    // ---- the node

    /// @throws RequestFailure when the catalog did not take it
    void node() {
        NodeFacts facts = state.node();
        if (state.nodeInSync()) {
            return;
        }
        boolean heard = tell(() -> catalog.register(
                request(facts, false, null, List.of(), tokens.agent().get())));
        if (!heard) {
            nodeRefused.increment();
            LOG.warn("Node info update blocked by ACLs");
        }
        state.markNode(facts, true);
    }

    // ---- services and their checks

    /// @throws RequestFailure when the catalog did not take it
    void service(String id) {
        try (var _ = turns.of(id)) {
            LocalView view = state.view();
            ServiceEntry entry = view.anyService(id);
            if (entry != null && !entry.inSync()) {
                if (entry.deleted()) {
                    remove(view, entry);
                } else {
                    register(view, entry);
                }
            }
            restOf(id);
        }
    }

    /// A check may have another token than its service. Those of a service that was registered while all this went on
    /// wait for it: whoever registers it tells of it next.
    private void restOf(String serviceId) {
        LocalView view = state.view();
        ServiceEntry service = view.anyService(serviceId);
        if (service != null && !service.deleted() && !service.inSync()) {
            return;
        }
        for (CheckEntry check : view.anyChecksOf(serviceId)) {
            if (isDirty(check)) {
                push(view, check);
            }
        }
    }

    private static boolean isDirty(CheckEntry check) {
        return !check.inSync() && !check.deferred();
    }

    private void register(LocalView view, ServiceEntry entry) {
        String token = token(entry);
        List<CheckEntry> with = new ArrayList<>();
        for (CheckEntry check : view.checksOf(entry.service().id())) {
            if (!check.inSync() && token(view, check).equals(token)) {
                with.add(check);
            }
        }
        NodeFacts facts = state.node();
        boolean skip = state.nodeInSync();
        RegisterRequest request = request(
                facts,
                skip,
                entry.service(),
                with.stream().map(CheckEntry::check).toList(),
                token);
        boolean heard = tell(() -> catalog.register(request));
        if (!heard) {
            services.count(false, entry.service().id());
        } else if (!skip) {
            state.markNode(facts, true);
        }
        state.servicePushed(entry.service().id(), entry.version(), heard);
        with.forEach(check -> state.checkPushed(check.check().checkId(), check.version(), heard));
        if (heard) {
            LOG.atInfo().addKeyValue("service", entry.service().id()).log("Synced service");
        }
    }

    private void remove(LocalView view, ServiceEntry entry) {
        String id = entry.service().id();
        boolean heard = remove(removal(id, "", token(entry)), "Unknown service");
        if (!heard) {
            services.count(true, id);
        }
        state.servicePushed(id, entry.version(), heard);
        for (CheckEntry check : view.anyChecksOf(id)) {
            if (check.deleted()) {
                state.checkPushed(check.check().checkId(), check.version(), heard);
            }
        }
        if (heard) {
            LOG.atInfo().addKeyValue("service", id).log("Deregistered service");
        }
    }

    // ---- checks

    /// @throws RequestFailure when the catalog did not take it
    void check(String id) {
        CheckEntry known = state.view().anyCheck(id);
        if (known == null) {
            return;
        }
        String serviceId = known.check().serviceId();
        if (!serviceId.isEmpty()) {
            service(serviceId);
            return;
        }
        // no service has an empty ID; those of the node are told apart
        try (var _ = turns.of("\0" + id)) {
            LocalView view = state.view();
            CheckEntry entry = view.anyCheck(id);
            if (entry != null && isDirty(entry)) {
                push(view, entry);
            }
        }
    }

    private void push(LocalView view, CheckEntry entry) {
        String id = entry.check().checkId();
        String token = token(view, entry);
        NodeFacts facts = state.node();
        boolean skip = state.nodeInSync();
        boolean heard = entry.deleted()
                ? remove(removal("", id, token), "Unknown check")
                : tell(() -> catalog.register(request(facts, skip, null, List.of(entry.check()), token)));
        if (!heard) {
            checks.count(entry.deleted(), id);
        } else if (!skip && !entry.deleted()) {
            state.markNode(facts, true);
        }
        state.checkPushed(id, entry.version(), heard);
        if (heard) {
            LOG.atDebug().addKeyValue("check", id).log(entry.deleted() ? "Deregistered check" : "Synced check");
        }
    }

    // ---- requests

    /// With access control the catalog does not take a removal of what it does not have: nobody may remove it. But then
    /// it is gone.
    ///
    /// @param unknown how the catalog says so
    private boolean remove(DeregisterRequest request, String unknown) {
        try {
            return tell(() -> catalog.deregister(request));
        } catch (RequestFailure e) {
            if (e.text().contains(unknown)) {
                return true;
            }
            throw e;
        }
    }

    /// @return false when access control does not let it through: whoever changes that has a full sync coming
    private static boolean tell(Runnable call) {
        try {
            call.run();
            return true;
        } catch (RequestFailure e) {
            boolean denied = e.kind() == RequestFailure.Kind.PERMISSION_DENIED
                    || e.text().contains("Permission denied")
                    || e.text().contains("ACL not found");
            if (denied) {
                return false;
            }
            throw e;
        }
    }

    private String token(ServiceEntry entry) {
        return entry.token().isEmpty() ? tokens.otherwise(entry.origin()) : entry.token();
    }

    private String token(LocalView view, CheckEntry entry) {
        if (!entry.token().isEmpty()) {
            return entry.token();
        }
        ServiceEntry service = entry.check().serviceId().isEmpty()
                ? null
                : view.anyService(entry.check().serviceId());
        return service == null ? tokens.otherwise(entry.origin()) : token(service);
    }

    private static RegisterRequest request(
            NodeFacts facts, boolean skipNode, @Nullable NodeService service, List<HealthCheck> checks, String token) {
        return new RegisterRequest(
                facts.datacenter(),
                facts.id(),
                facts.name(),
                facts.address(),
                facts.taggedAddresses(),
                facts.meta(),
                service,
                null,
                checks,
                skipNode,
                token,
                0,
                0);
    }

    private DeregisterRequest removal(String serviceId, String checkId, String token) {
        NodeFacts facts = state.node();
        return new DeregisterRequest(facts.datacenter(), facts.name(), "", serviceId, checkId, token);
    }
}
