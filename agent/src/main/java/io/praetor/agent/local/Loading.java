package io.praetor.agent.local;

import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.RequestFailure;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One load of definitions: everything that can be refused is refused while nothing has changed yet.
final class Loading {
    private static final Logger LOG = LoggerFactory.getLogger(Loading.class);

    private final Planner planner;
    private final String node;
    private final Map<String, ServicePlan> services = new LinkedHashMap<>();
    private final Map<String, ServiceDefinition> sidecars = new LinkedHashMap<>();
    private final List<CheckDefinition> checks = new ArrayList<>();
    private final List<PersistedService> keptServices = new ArrayList<>();
    private final List<PersistedCheck> keptChecks = new ArrayList<>();
    private final Set<String> wantedServices = new HashSet<>();
    private final Set<String> wantedChecks = new HashSet<>();

    Loading(Planner planner, String node) {
        this.planner = planner;
        this.node = node;
    }

    /// Takes the definitions.
    ///
    /// @throws RequestFailure with the original's words
    void plan(List<ServiceDefinition> serviceDefinitions, List<CheckDefinition> checkDefinitions) {
        for (ServiceDefinition definition : serviceDefinitions) {
            try {
                ServicePlan plan = planner.service(definition, definition.token(), Origin.LOCAL);
                services.put(plan.service().id(), plan);
                ServiceDefinition sidecar = DefinitionRules.sidecar(definition);
                if (sidecar != null) {
                    sidecars.put(plan.service().id(), sidecar);
                }
            } catch (RequestFailure e) {
                throw RequestFailure.internal("Failed to register service \"" + definition.name() + "\": " + e.text());
            }
        }
        for (CheckDefinition definition : checkDefinitions) {
            try {
                planner.check(definition, null, Origin.LOCAL);
            } catch (RequestFailure e) {
                throw refused(definition, e);
            }
            checks.add(definition);
        }
    }

    private static RequestFailure refused(CheckDefinition definition, RequestFailure cause) {
        return RequestFailure.internal(
                "Failed to register check '" + definition.check().name() + "': " + cause.text());
    }

    /// Takes what was kept on disk.
    void keep(List<PersistedService> ofServices, List<PersistedCheck> ofChecks) {
        keptServices.addAll(ofServices);
        keptChecks.addAll(ofChecks);
    }

    /// Makes the definitions, and what was kept, what there is.
    ///
    /// @param keepRemote whether what the API registered meanwhile stays
    void apply(Change change, boolean keepRemote) {
        for (ServicePlan plan : services.values()) {
            put(change, plan);
            ServiceDefinition sidecar = sidecars.get(plan.service().id());
            if (sidecar != null) {
                put(change, sidecar(change, sidecar, plan));
            }
        }
        keptServices.forEach(kept -> restore(change, kept));
        for (CheckDefinition definition : checks) {
            PlannedCheck planned = planned(change, definition);
            wantedChecks.add(planned.check().checkId());
            change.put(planned, definition.token(), Origin.LOCAL);
        }
        keptChecks.forEach(kept -> restore(change, kept));
        for (ServiceEntry entry : change.edit().services()) {
            boolean stays = keepRemote && entry.origin() == Origin.REMOTE;
            if (!stays && !wantedServices.contains(entry.service().id())) {
                change.removeService(entry.service().id());
            }
        }
        for (CheckEntry entry : change.edit().checks()) {
            boolean stays = keepRemote && entry.origin() == Origin.REMOTE;
            if (!stays && !wantedChecks.contains(entry.check().checkId())) {
                change.removeCheck(entry.check().checkId());
            }
        }
    }

    private void put(Change change, ServicePlan plan) {
        wantedServices.add(plan.service().id());
        plan.checks().forEach(check -> wantedChecks.add(check.check().checkId()));
        change.put(plan, false);
    }

    private ServicePlan sidecar(Change change, ServiceDefinition sidecar, ServicePlan parent) {
        try {
            return planner.sidecar(change.edit(), sidecar, parent);
        } catch (RequestFailure e) {
            throw RequestFailure.internal("Failed to register sidecar for service \""
                    + parent.service().service() + "\": " + e.text());
        }
    }

    private PlannedCheck planned(Change change, CheckDefinition definition) {
        try {
            ServiceEntry owner = change.edit().service(definition.serviceId());
            if (owner == null && !definition.serviceId().isEmpty()) {
                throw RequestFailure.internal("ServiceID \"" + definition.serviceId() + "\" does not exist");
            }
            return planner.check(definition, owner == null ? null : owner.service(), Origin.LOCAL);
        } catch (RequestFailure e) {
            throw refused(definition, e);
        }
    }

    // ---- what was kept

    private void restore(Change change, PersistedService kept) {
        String id = kept.service().id();
        if (wantedServices.contains(id)) {
            LOG.atWarn()
                    .addKeyValue("service", id)
                    .log("Service exists in configuration, forgetting its persisted registration");
            return; // its file goes when that of the configuration's service is settled
        }
        change.restore(kept.whole().withIndexes(0, 0), kept.token());
    }

    private void restore(Change change, PersistedCheck kept) {
        String id = kept.check().checkId();
        if (wantedChecks.contains(id)) {
            return;
        }
        String problem = problem(change, kept);
        if (problem != null) {
            LOG.atWarn().addKeyValue("check", id).addKeyValue("error", problem).log("Failed to restore check");
            change.forgetCheck(id);
            return;
        }
        change.put(planned(kept), kept.token(), Origin.REMOTE);
    }

    /// Nobody has looked since: what may be ill is not given traffic.
    private PlannedCheck planned(PersistedCheck kept) {
        HealthCheck check =
                kept.check().withNode(node).withStatus(HealthCheck.CRITICAL).withIndexes(0, 0);
        return new PlannedCheck(check, kept.type());
    }

    private @Nullable String problem(Change change, PersistedCheck kept) {
        String serviceId = kept.check().serviceId();
        if (!serviceId.isEmpty() && change.edit().service(serviceId) == null) {
            return "ServiceID \"" + serviceId + "\" does not exist";
        }
        try {
            planner.admit(planned(kept), Origin.REMOTE);
            return null;
        } catch (RequestFailure e) {
            return e.text();
        }
    }
}
