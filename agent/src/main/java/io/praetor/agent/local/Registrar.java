package io.praetor.agent.local;

import io.praetor.agent.check.CheckListener;
import io.praetor.agent.check.Checks;
import io.praetor.http.Caller;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.RequestFailure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Registers and removes (`agent.md` §6, §7). Each change goes the same way: into the [LocalState], to disk, to the
/// checks that run, to the catalog. When a method returns, the change is kept. Methods wait, for the disk and for the
/// catalog; what the catalog says does not matter to them.
public final class Registrar {
    static final String NODE_MAINTENANCE = "_node_maintenance";
    static final String SERVICE_MAINTENANCE = "_service_maintenance:";

    private static final Logger LOG = LoggerFactory.getLogger(Registrar.class);

    private final LocalState state;
    private final CatalogSync sync;
    private final Planner planner;
    private final @Nullable RegistrationFiles files;
    private final RunningChecks running;
    private volatile boolean loaded;

    /// @param checks  runs them; not closed here
    /// @param results hears what they find
    public Registrar(
            LocalState state,
            LocalSettings settings,
            Checks checks,
            CheckListener results,
            CatalogSync sync,
            InstantSource clock) {
        this.state = state;
        this.sync = sync;
        planner = new Planner(state.node().name(), settings);
        files = settings.dataDirectory() == null ? null : new RegistrationFiles(settings.dataDirectory());
        ExposedPorts exposed = new ExposedPorts(settings.exposePorts());
        running = new RunningChecks(state, checks, results, files, clock, exposed);
    }

    // ---- services

    /// Registers a service with its checks and its sidecar, as the API asks.
    ///
    /// @param replaceChecks whether checks of the service that the definition does not name go away
    /// @throws RequestFailure when it is refused; then nothing has changed
    public void registerService(ServiceDefinition definition, Caller caller, boolean replaceChecks) {
        Planner.refuse(definition);
        ServicePlan plan = planner.service(definition, caller.token(), Origin.REMOTE);
        ServiceDefinition sidecar = DefinitionRules.sidecar(definition);
        change(change -> {
            Vetting vetting = vetting(caller, change);
            vetting.register(plan);
            if (sidecar != null) {
                // planned first: it may be refused
                ServicePlan beside = planner.sidecar(change.edit(), sidecar, plan);
                vetting.register(beside);
                change.put(plan, replaceChecks);
                change.put(beside, replaceChecks);
            } else {
                change.put(plan, replaceChecks);
            }
        });
    }

    /// Removes a service with its checks and its sidecar. One that is not there counts as removed.
    public void deregisterService(String id) {
        deregisterService(id, Caller.ANYBODY);
    }

    /// The same, as the API asks.
    ///
    /// @throws RequestFailure when it is refused; then nothing has changed
    public void deregisterService(String id, Caller caller) {
        if (id.isEmpty()) {
            throw RequestFailure.internal("ServiceID missing");
        }
        change(change -> {
            vetting(caller, change).change(id);
            if (!change.removeService(id)) {
                LOG.atWarn().addKeyValue("service", id).log("Failed to deregister service: unknown");
            }
        });
    }

    // ---- checks

    /// Registers a check, as the API asks.
    ///
    /// @throws RequestFailure when it is refused; then nothing has changed
    public void registerCheck(CheckDefinition definition, Caller caller) {
        Planner.refuse(definition);
        change(change -> {
            PlannedCheck planned = planner.check(definition, owner(change.edit(), definition), Origin.REMOTE);
            vetting(caller, change).register(planned.check());
            change.put(planned, caller.token(), Origin.REMOTE);
        });
    }

    private Vetting vetting(Caller caller, Change change) {
        return new Vetting(caller, change.edit(), state.node().name());
    }

    /// The service a check belongs to; null: the node.
    private static @Nullable NodeService owner(LocalView view, CheckDefinition definition) {
        if (definition.serviceId().isEmpty()) {
            return null;
        }
        ServiceEntry service = view.service(definition.serviceId());
        if (service == null) {
            throw RequestFailure.internal("ServiceID \"" + definition.serviceId() + "\" does not exist");
        }
        return service.service();
    }

    /// Removes a check, as the API asks. One that is not there counts as removed.
    ///
    /// @throws RequestFailure when it is refused; then nothing has changed
    public void deregisterCheck(String id, Caller caller) {
        if (id.isEmpty()) {
            throw RequestFailure.internal("CheckID missing");
        }
        change(change -> {
            vetting(caller, change).changeCheck(id);
            if (!change.removeCheck(id)) {
                LOG.atWarn().addKeyValue("check", id).log("Failed to deregister check: unknown");
            }
        });
    }

    /// Tells a TTL check how things are.
    ///
    /// @throws RequestFailure when there is no such TTL check, or the caller may not
    public void updateTtl(String checkId, String status, String output, Caller caller) {
        new Vetting(caller, state.view(), state.node().name()).changeCheck(checkId);
        if (!running.update(checkId, status, output)) {
            throw RequestFailure.internal("CheckID \"" + checkId + "\" does not have associated TTL");
        }
        sync.settle(List.of(), List.of(checkId));
    }

    // ---- maintenance

    /// Takes a service out of use, or back.
    ///
    /// @param reason empty: a default one
    /// @throws RequestFailure when there is no such service, or the caller may not
    public void serviceMaintenance(String id, boolean on, String reason, Caller caller) {
        change(change -> {
            vetting(caller, change).change(id);
            ServiceEntry service = change.edit().service(id);
            if (service == null) {
                String text = "No service registered with ID \"" + id + "\"";
                throw new RequestFailure(RequestFailure.Kind.NOT_FOUND, text);
            }
            maintenance(change, SERVICE_MAINTENANCE + id, on, reason, caller.token(), service.service());
        });
    }

    /// Takes the node out of use, or back.
    ///
    /// @param reason empty: a default one
    /// @throws RequestFailure when the caller may not
    public void nodeMaintenance(boolean on, String reason, Caller caller) {
        change(change -> {
            vetting(caller, change).changeNode();
            maintenance(change, NODE_MAINTENANCE, on, reason, caller.token(), null);
        });
    }

    private void maintenance(
            Change change, String checkId, boolean on, String reason, String token, @Nullable NodeService service) {
        if (!on) {
            change.removeCheck(checkId);
            return;
        }
        if (change.edit().check(checkId) != null) {
            return; // the first reason stands
        }
        String kind = service == null ? "node" : "service";
        String notes = reason.isEmpty()
                ? "Maintenance mode is enabled for this " + kind
                        + ", but no reason was provided. This is a default message."
                : reason;
        HealthCheck check = new HealthCheck(
                state.node().name(),
                checkId,
                service == null ? "Node Maintenance Mode" : "Service Maintenance Mode",
                HealthCheck.CRITICAL,
                notes,
                "",
                service == null ? "" : service.id(),
                service == null ? "" : service.service(),
                service == null ? null : service.tags(),
                "maintenance",
                HealthCheck.CODEC.zero().definition(),
                0,
                0);
        change.put(new PlannedCheck(check, null), token, Origin.REMOTE);
    }

    // ---- the way of every change

    private void change(Consumer<Change> what) {
        Change change = state.write(edit -> {
            Change made = new Change(edit);
            what.accept(made);
            return made;
        });
        keep(change);
        run(change);
        sync.settle(change.services(), change.checks());
    }

    private void keep(Change change) {
        if (files == null) {
            return;
        }
        try {
            write(files, change);
        } catch (IOException | UncheckedIOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to keep a registration on disk");
            state.write(edit -> {
                change.undo(edit);
                return null;
            });
            clean(files, change);
            throw RequestFailure.internal("failed to persist the registration: " + e.getMessage());
        }
    }

    private void write(RegistrationFiles into, Change change) throws IOException {
        for (String id : change.services()) {
            into.settleService(state, id);
        }
        for (String id : change.checks()) {
            into.settleCheck(state, id);
        }
    }

    /// What could not be written may be half there.
    private void clean(RegistrationFiles from, Change change) {
        try {
            write(from, change);
        } catch (IOException | UncheckedIOException e) {
            LOG.atError().addKeyValue("error", e.getMessage()).log("Failed to bring registration files up to date");
        }
    }

    private void run(Change change) {
        change.checks().forEach(running::settle);
        for (String serviceId : change.rerouted()) {
            state.view()
                    .checksOf(serviceId)
                    .forEach(entry -> running.settle(entry.check().checkId()));
        }
    }

    // ---- loading

    /// Whether [#load] would take these definitions, as far as that can be said before.
    ///
    /// @throws RequestFailure with the original's words if not
    public void verify(List<ServiceDefinition> services, List<CheckDefinition> checks) {
        new Loading(planner, state.node().name()).plan(services, checks);
    }

    /// Makes what configuration files define, and what was kept of the API's registrations, what there is; for the
    /// start and for every reload. Checks that stay keep their results. Without a data directory nothing of the API is
    /// kept, so a reload loses it, as in the original.
    ///
    /// @throws RequestFailure with the original's words when a definition is not taken; then nothing has changed
    public void load(List<ServiceDefinition> services, List<CheckDefinition> checks) {
        Loading loading = new Loading(planner, state.node().name());
        loading.plan(services, checks);
        boolean first = !loaded;
        if (first && files != null) {
            readFiles(files, loading);
        }
        sync.pause();
        try {
            Change change = state.write(edit -> {
                Change made = new Change(edit);
                loading.apply(made, files != null);
                return made;
            });
            loaded = true;
            if (files != null) {
                // what is true now does not depend on whether an old file can be removed at the moment
                clean(files, change);
            }
            run(change);
        } finally {
            sync.resume();
        }
    }

    private static void readFiles(RegistrationFiles files, Loading loading) {
        try {
            loading.keep(files.services(), files.checks());
        } catch (IOException e) {
            throw RequestFailure.internal("failed to read the persisted registrations: " + e.getMessage());
        }
    }
}
