package io.praetor.agent.local;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A change under way: what it concerns and what was there before, so that it can be followed up and taken back.
final class Change {
    private final LocalEdit edit;
    private final Map<String, @Nullable ServiceEntry> services = new LinkedHashMap<>();
    private final Map<String, @Nullable CheckEntry> checks = new LinkedHashMap<>();
    private final Set<String> rerouted = new HashSet<>();

    Change(LocalEdit edit) {
        this.edit = edit;
    }

    LocalEdit edit() {
        return edit;
    }

    /// The services it concerns.
    Set<String> services() {
        return services.keySet();
    }

    /// The checks it concerns.
    Set<String> checks() {
        return checks.keySet();
    }

    /// Services whose checks may have to look elsewhere now.
    Set<String> rerouted() {
        return rerouted;
    }

    private void noteService(String id) {
        if (!services.containsKey(id)) {
            ServiceEntry before = edit.service(id);
            services.put(id, before);
            if (before != null) {
                noteDestination(before.service());
            }
        }
    }

    private void noteDestination(NodeService service) {
        String destination = service.proxy().destinationServiceId();
        if (!destination.isEmpty()) {
            rerouted.add(destination);
        }
    }

    private void noteCheck(String id) {
        if (!checks.containsKey(id)) {
            checks.put(id, edit.check(id));
        }
    }

    /// Registers a service with its checks. A check keeps its result.
    ///
    /// @param replaceChecks whether its other checks go away
    void put(ServicePlan plan, boolean replaceChecks) {
        String id = plan.service().id();
        noteService(id);
        noteDestination(plan.service());
        edit.putService(plan.service(), plan.token(), plan.origin());
        Set<String> kept = new HashSet<>();
        for (PlannedCheck check : plan.checks()) {
            kept.add(check.check().checkId());
            put(check, plan.token(), plan.origin());
        }
        if (replaceChecks) {
            for (CheckEntry other : edit.checksOf(id)) {
                if (!kept.contains(other.check().checkId())) {
                    removeCheck(other.check().checkId());
                }
            }
        }
    }

    /// Registers a check, which keeps its result.
    void put(PlannedCheck planned, String token, Origin origin) {
        HealthCheck check = planned.check();
        noteCheck(check.checkId());
        CheckEntry before = edit.check(check.checkId());
        HealthCheck whole = before == null
                ? check
                : check.withStatus(before.check().status())
                        .withOutput(before.check().output());
        edit.putCheck(whole, planned.type(), token, origin);
    }

    /// Removes a service with its checks, and with the sidecar that was registered with it.
    ///
    /// @return whether there was one
    boolean removeService(String id) {
        if (edit.service(id) == null) {
            return false;
        }
        remove(id);
        ServiceEntry sidecar = edit.service(Sidecars.id(id));
        if (sidecar != null && sidecar.service().locallyRegisteredAsSidecar()) {
            remove(Sidecars.id(id));
        }
        return true;
    }

    private void remove(String id) {
        noteService(id);
        List<CheckEntry> its = edit.checksOf(id);
        its.forEach(check -> noteCheck(check.check().checkId()));
        edit.removeService(id);
    }

    /// Removes a check.
    ///
    /// @return whether there was one
    boolean removeCheck(String id) {
        if (edit.check(id) == null) {
            return false;
        }
        noteCheck(id);
        edit.removeCheck(id);
        return true;
    }

    /// Registers a service as it was kept, without checks.
    void restore(NodeService service, String token) {
        noteService(service.id());
        noteDestination(service);
        edit.putService(service, token, Origin.REMOTE);
    }

    /// Has a look at a check's file, which is not to be there.
    void forgetCheck(String checkId) {
        noteCheck(checkId);
    }

    /// Puts everything back as it was, in a later edit.
    void undo(LocalEdit later) {
        services.forEach(later::restoreService);
        checks.forEach(later::restoreCheck);
    }
}
