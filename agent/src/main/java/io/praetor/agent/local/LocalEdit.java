package io.praetor.agent.local;

import static io.praetor.agent.local.LocalTables.CHECKS;
import static io.praetor.agent.local.LocalTables.SERVICES;

import io.praetor.model.catalog.CheckType;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.NodeService;
import io.praetor.store.WriteTransaction;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Changes of the local state that become visible together; it reads its own.
public final class LocalEdit extends LocalView {
    private final WriteTransaction transaction;
    private final Set<String> touched = new HashSet<>();
    private long version;

    LocalEdit(WriteTransaction transaction, long version) {
        super(transaction);
        this.transaction = transaction;
        this.version = version;
    }

    /// The newest version that was given away.
    long version() {
        return version;
    }

    /// The services, and the node as an empty text, that fare or may fare otherwise now. What the catalog knows is not
    /// told here, and neither is mere output: checks that show each other's would never come to rest.
    Set<String> touched() {
        return touched;
    }

    private void put(ServiceEntry entry) {
        ServiceEntry old = anyService(entry.service().id());
        if (old == null || old.deleted() != entry.deleted()) {
            touched.add(entry.service().id());
        }
        transaction.put(SERVICES, entry);
    }

    private void put(CheckEntry entry) {
        CheckEntry old = anyCheck(entry.check().checkId());
        boolean same = old != null
                && old.deleted() == entry.deleted()
                && old.check().status().equals(entry.check().status())
                && old.check().name().equals(entry.check().name())
                && old.check().serviceId().equals(entry.check().serviceId());
        if (!same) {
            touched.add(entry.check().serviceId());
        }
        transaction.put(CHECKS, entry);
    }

    // ---- registering

    /// Registers a service, or registers it anew.
    void putService(NodeService service, String token, Origin origin) {
        ServiceEntry old = anyService(service.id());
        boolean inSync = old != null
                && old.inSync()
                && !old.deleted()
                && old.token().equals(token)
                && Sameness.of(service, old.service());
        put(new ServiceEntry(service, token, origin, inSync, false, ++version));
    }

    /// Registers a check, or registers it anew: it is to be run anew then.
    void putCheck(HealthCheck check, @Nullable CheckType type, String token, Origin origin) {
        CheckEntry old = anyCheck(check.checkId());
        boolean kept = old != null && !old.deleted();
        if (old != null && !old.check().serviceId().equals(check.serviceId())) {
            touched.add(old.check().serviceId());
        }
        boolean inSync =
                old != null && kept && old.inSync() && old.token().equals(token) && Sameness.of(check, old.check());
        Instant since = old != null && kept && check.status().equals(HealthCheck.CRITICAL) ? old.criticalSince() : null;
        long now = ++version;
        put(new CheckEntry(check, type, token, origin, inSync, false, false, since, now, now));
    }

    /// Removes a service and all its checks.
    ///
    /// @return the IDs of the checks
    List<String> removeService(String id) {
        ServiceEntry entry = service(id);
        if (entry == null) {
            return List.of();
        }
        List<String> checks =
                checksOf(id).stream().map(check -> check.check().checkId()).toList();
        put(entry.gone(++version));
        checks.forEach(this::removeCheck);
        return checks;
    }

    /// Removes a check.
    void removeCheck(String id) {
        CheckEntry entry = check(id);
        if (entry != null) {
            put(entry.gone(++version));
        }
    }

    /// Gives a check a new result.
    ///
    /// @param sync  whether the catalog already says so
    /// @param defer whether the catalog need not hear of it at once
    void result(CheckEntry entry, HealthCheck check, boolean sync, boolean defer, @Nullable Instant criticalSince) {
        put(entry.with(check, sync, defer, criticalSince, ++version));
    }

    /// Puts back what was there before; null: nothing was.
    void restoreService(String id, @Nullable ServiceEntry before) {
        if (before != null && !before.deleted()) {
            put(new ServiceEntry(before.service(), before.token(), before.origin(), false, false, ++version));
        } else {
            removeService(id);
        }
    }

    /// Puts back what was there before; null: nothing was.
    void restoreCheck(String id, @Nullable CheckEntry before) {
        if (before != null && !before.deleted()) {
            putCheck(before.check(), before.type(), before.token(), before.origin());
        } else {
            removeCheck(id);
        }
    }

    // ---- agreeing with the catalog

    /// Notes whether the catalog says the same of a service.
    public void markService(ServiceEntry entry, boolean inSync) {
        if (entry.inSync() != inSync) {
            put(entry.synced(inSync, ++version));
        }
    }

    /// Takes over what the catalog says of a service that lets others set its tags.
    public void adopt(ServiceEntry entry, NodeService service) {
        put(entry.with(service, ++version));
    }

    /// Notes that the catalog has a service that is not this agent's.
    public void bury(NodeService remote) {
        put(new ServiceEntry(remote, "", Origin.REMOTE, false, true, ++version));
    }

    /// Forgets a service that the catalog has forgotten too.
    public void purge(ServiceEntry entry) {
        transaction.delete(SERVICES, LocalTables.key(entry.service().id()));
    }

    /// Notes whether the catalog says the same of a check.
    public void markCheck(CheckEntry entry, boolean inSync) {
        if (entry.inSync() != inSync) {
            put(entry.synced(inSync, ++version));
        }
    }

    /// Notes whether the catalog says the same of a check whose output need not wait any more.
    public void settleCheck(CheckEntry entry, boolean inSync) {
        put(entry.synced(inSync, ++version));
    }

    /// Notes that the catalog has a check that is not this agent's.
    public void bury(HealthCheck remote) {
        put(new CheckEntry(remote, null, "", Origin.REMOTE, false, false, true, null, 0, ++version));
    }

    /// Forgets a check that the catalog has forgotten too.
    public void purge(CheckEntry entry) {
        transaction.delete(CHECKS, LocalTables.key(entry.check().checkId()));
    }
}
