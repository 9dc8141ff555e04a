package io.praetor.agent.local;

import io.praetor.http.AgentServices;
import io.praetor.http.Caller;
import io.praetor.model.agent.AgentService;
import io.praetor.model.agent.AgentServiceHealth;
import io.praetor.model.catalog.CheckDefinition;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.ServiceDefinition;
import io.praetor.server.Cancellable;
import io.praetor.server.Scheduler;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The agent's services and checks, as the API sees them.
public final class LocalServices implements AgentServices {
    private final LocalState state;
    private final Registrar registrar;
    private final Scheduler scheduler;

    /// @param scheduler ends waits for news
    public LocalServices(LocalState state, Registrar registrar, Scheduler scheduler) {
        this.state = state;
        this.registrar = registrar;
        this.scheduler = scheduler;
    }

    @Override
    public void registerService(ServiceDefinition definition, Caller caller, boolean replaceChecks) {
        registrar.registerService(definition, caller, replaceChecks);
    }

    @Override
    public void deregisterService(String id, Caller caller) {
        registrar.deregisterService(id, caller);
    }

    @Override
    public void serviceMaintenance(String id, boolean on, String reason, Caller caller) {
        registrar.serviceMaintenance(id, on, reason, caller);
    }

    @Override
    public void nodeMaintenance(boolean on, String reason, Caller caller) {
        registrar.nodeMaintenance(on, reason, caller);
    }

    @Override
    public void registerCheck(CheckDefinition definition, Caller caller) {
        registrar.registerCheck(definition, caller);
    }

    @Override
    public void deregisterCheck(String id, Caller caller) {
        registrar.deregisterCheck(id, caller);
    }

    @Override
    public void updateTtl(String checkId, String status, String output, Caller caller) {
        registrar.updateTtl(checkId, status, output, caller);
    }

    @Override
    public Map<String, AgentService> services() {
        Map<String, AgentService> services = new TreeMap<>();
        state.view().services().forEach(entry -> services.put(entry.service().id(), Views.service(entry.service())));
        return services;
    }

    @Override
    public @Nullable AgentService service(String id) {
        ServiceEntry entry = state.view().service(id);
        return entry == null ? null : Views.hashed(entry.service());
    }

    @Override
    public Cancellable awaitService(String id, String hash, Duration longest, Consumer<@Nullable AgentService> done) {
        Wait wait = new Wait(id, hash, done);
        wait.timer = scheduler.after(longest, wait::timeOver);
        wait.look();
        return wait;
    }

    /// Somebody who waits for a service to become another than the one he knows.
    private final class Wait implements Cancellable {
        private final String id;
        private final String hash;
        private final Consumer<@Nullable AgentService> done;
        private volatile Cancellable timer = Cancellable.NONE;
        /// Guarded by this, like `watches`.
        private boolean over;

        private Watches watches = Watches.NONE;

        Wait(String id, String hash, Consumer<@Nullable AgentService> done) {
            this.id = id;
            this.hash = hash;
            this.done = done;
        }

        private void look() {
            Watches fresh = new Watches(Watches.DEFAULT_LIMIT);
            ServiceEntry entry = state.view().service(id, fresh);
            AgentService found = entry == null ? null : Views.hashed(entry.service());
            if (found == null || !found.contentHash().equals(hash)) {
                fresh.close();
                answer(found);
                return;
            }
            synchronized (this) {
                if (over) {
                    fresh.close();
                    return;
                }
                watches = fresh;
            }
            fresh.onFire(this::look);
        }

        private void timeOver() {
            answer(service(id));
        }

        private void answer(@Nullable AgentService found) {
            if (end()) {
                timer.cancel();
                done.accept(found);
            }
        }

        private synchronized boolean end() {
            boolean first = !over;
            over = true;
            watches.close();
            return first;
        }

        @Override
        public void cancel() {
            var _ = end();
            timer.cancel();
        }
    }

    @Override
    public Map<String, HealthCheck> checks() {
        Map<String, HealthCheck> checks = new TreeMap<>();
        for (CheckEntry entry : state.view().checks()) {
            checks.put(entry.check().checkId(), entry.check().withTagsNormalised());
        }
        return checks;
    }

    @Override
    public @Nullable AgentServiceHealth health(String serviceId) {
        LocalView view = state.view();
        ServiceEntry entry = view.service(serviceId);
        return entry == null ? null : Views.health(view, entry.service());
    }

    @Override
    public List<AgentServiceHealth> healthOfInstances(String serviceName) {
        LocalView view = state.view();
        return view.instances(serviceName).stream()
                .map(entry -> Views.health(view, entry.service()))
                .toList();
    }
}
