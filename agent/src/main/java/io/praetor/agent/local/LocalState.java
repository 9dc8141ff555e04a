package io.praetor.agent.local;

import io.praetor.agent.check.LocalHealth;
import io.praetor.model.catalog.HealthCheck;
import io.praetor.store.Store;
import io.praetor.store.WriteTransaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What this agent says there is on its node, in memory: any number of readers, each on a [LocalView] that never
/// changes, and one writer at a time, which neither waits nor does any I/O.
///
/// Whoever has to do something about a change (run a check, write a file, tell the catalog) does it afterwards and
/// looks here for what is true by then. So the order of what was asked needs no locks around what takes time, and what
/// is done last is what is true.
public final class LocalState implements LocalHealth {
    private final Store store;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, List<Runnable>> listeners = new ConcurrentHashMap<>();
    /// Guarded by the lock.
    private long version;

    private volatile Node node;

    /// @param inSync whether the catalog is believed to say the same
    private record Node(NodeFacts facts, boolean inSync) {}

    /// What a result of a check changed.
    public enum Outcome {
        /// Nothing.
        SAME,
        /// The catalog has to hear of it.
        CHANGED,
        /// The catalog will hear of it after a while, unless it hears of something else before.
        DEFERRED
    }

    /// @param wakes runs what waits for changes
    public LocalState(NodeFacts node, Executor wakes) {
        this.node = new Node(node, false);
        store = new Store(List.of(LocalTables.SERVICES, LocalTables.CHECKS), wakes);
    }

    /// The state as it is now.
    public LocalView view() {
        return new LocalView(store.snapshot());
    }

    /// Changes the state; what `change` throws undoes it.
    public <T extends @Nullable Object> T write(Function<LocalEdit, T> change) {
        T result;
        Set<String> touched;
        lock.lock();
        try (WriteTransaction transaction = store.begin()) {
            LocalEdit edit = new LocalEdit(transaction, version);
            result = change.apply(edit);
            version = edit.version();
            touched = edit.touched();
            transaction.commit();
        } finally {
            lock.unlock();
        }
        tell(touched);
        return result;
    }

    /// The newest version of any entry.
    public long version() {
        lock.lock();
        try {
            return version;
        } finally {
            lock.unlock();
        }
    }

    // ---- the node

    /// The node.
    public NodeFacts node() {
        return node.facts();
    }

    /// Whether the catalog is believed to know the node as it is.
    public boolean nodeInSync() {
        return node.inSync();
    }

    /// Changes the node.
    public void setNode(NodeFacts facts) {
        lock.lock();
        try {
            if (!facts.equals(node.facts())) {
                node = new Node(facts, false);
            }
        } finally {
            lock.unlock();
        }
    }

    /// Notes whether the catalog says the same of the node, if it still is `facts`.
    public void markNode(NodeFacts facts, boolean inSync) {
        lock.lock();
        try {
            if (facts.equals(node.facts())) {
                node = new Node(facts, inSync);
            }
        } finally {
            lock.unlock();
        }
    }

    // ---- results of checks

    /// Takes a result.
    ///
    /// @param defer whether a change of nothing but the output may wait
    Outcome result(String checkId, String status, String output, Instant now, boolean defer) {
        CheckEntry known = view().check(checkId);
        if (known == null || isSame(known, status, output)) {
            return Outcome.SAME; // nearly all results, and they need no lock
        }
        return write(edit -> {
            CheckEntry entry = edit.check(checkId);
            return entry == null || isSame(entry, status, output)
                    ? Outcome.SAME
                    : change(edit, entry, status, output, now, defer);
        });
    }

    private static boolean isSame(CheckEntry entry, String status, String output) {
        boolean timed = entry.criticalSince() != null || !status.equals(HealthCheck.CRITICAL);
        return timed
                && entry.check().status().equals(status)
                && entry.check().output().equals(output);
    }

    private static Outcome change(
            LocalEdit edit, CheckEntry entry, String status, String output, Instant now, boolean defer) {
        HealthCheck old = entry.check();
        HealthCheck check = old.withStatus(status).withOutput(output);
        Instant since = null;
        if (status.equals(HealthCheck.CRITICAL)) {
            since = entry.criticalSince() == null ? now : entry.criticalSince();
        }
        if (Sameness.of(check, old)) {
            edit.result(entry, check, entry.inSync(), entry.deferred(), since);
            return Outcome.SAME;
        }
        boolean waits = defer && old.status().equals(status) && (entry.inSync() || entry.deferred());
        edit.result(entry, check, false, waits, since);
        if (!waits) {
            return Outcome.CHANGED;
        }
        return entry.deferred() ? Outcome.SAME : Outcome.DEFERRED;
    }

    /// Ends the waiting of a check's output.
    ///
    /// @return whether the catalog has to hear of it now
    public boolean undefer(String checkId) {
        return write(edit -> {
            CheckEntry entry = edit.check(checkId);
            if (entry == null || !entry.deferred()) {
                return false;
            }
            edit.result(entry, entry.check(), false, false, entry.criticalSince());
            return true;
        });
    }

    // ---- agreeing with the catalog

    /// The catalog was told what an entry said when it had this version, or would not hear it.
    ///
    /// @param heard whether it was told; if not, it counts as in sync all the same, until somebody compares
    public void servicePushed(String id, long version, boolean heard) {
        write(edit -> {
            ServiceEntry entry = edit.anyService(id);
            if (entry != null && entry.version() == version) {
                if (entry.deleted() && heard) {
                    edit.purge(entry);
                } else {
                    edit.markService(entry, true);
                }
            }
            return null;
        });
    }

    /// The same for a check.
    public void checkPushed(String id, long version, boolean heard) {
        write(edit -> {
            CheckEntry entry = edit.anyCheck(id);
            if (entry != null && entry.version() == version) {
                if (entry.deleted() && heard) {
                    edit.purge(entry);
                } else {
                    edit.markCheck(entry, true);
                }
            }
            return null;
        });
    }

    // ---- what alias checks see

    @Override
    public boolean hasService(String serviceId) {
        return view().service(serviceId) != null;
    }

    @Override
    public List<HealthCheck> checksFor(String serviceId) {
        LocalView now = view();
        List<HealthCheck> checks = new ArrayList<>();
        now.checksOf("").forEach(entry -> checks.add(entry.check()));
        if (!serviceId.isEmpty()) {
            now.checksOf(serviceId).forEach(entry -> checks.add(entry.check()));
        }
        return checks;
    }

    @Override
    public AutoCloseable onChange(String serviceId, Runnable changed) {
        listeners.compute(serviceId, (_, known) -> {
            List<Runnable> more = known == null ? new CopyOnWriteArrayList<>() : known;
            more.add(changed);
            return more;
        });
        return () -> listeners.computeIfPresent(serviceId, (_, known) -> {
            known.remove(changed);
            return known.isEmpty() ? null : known;
        });
    }

    private void tell(Set<String> touched) {
        if (listeners.isEmpty() || touched.isEmpty()) {
            return;
        }
        if (touched.contains("")) {
            listeners.values().forEach(known -> known.forEach(Runnable::run));
            return;
        }
        for (String serviceId : touched) {
            listeners.getOrDefault(serviceId, List.of()).forEach(Runnable::run);
        }
    }
}
