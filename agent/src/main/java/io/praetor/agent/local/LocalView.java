package io.praetor.agent.local;

import static io.praetor.agent.local.LocalTables.CHECKS;
import static io.praetor.agent.local.LocalTables.CHECK_CRITICAL;
import static io.praetor.agent.local.LocalTables.CHECK_DIRTY;
import static io.praetor.agent.local.LocalTables.CHECK_SERVICE;
import static io.praetor.agent.local.LocalTables.DIRTY;
import static io.praetor.agent.local.LocalTables.SERVICES;
import static io.praetor.agent.local.LocalTables.SERVICE_DESTINATION;
import static io.praetor.agent.local.LocalTables.SERVICE_DIRTY;
import static io.praetor.agent.local.LocalTables.SERVICE_NAME;
import static io.praetor.agent.local.LocalTables.SERVICE_PORT;

import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Table;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The local state as it was at one moment. What is deleted is seen only by the methods whose names say so.
public class LocalView {
    private final Reader reader;

    LocalView(Reader reader) {
        this.reader = reader;
    }

    /// A service that is there.
    public @Nullable ServiceEntry service(String id) {
        return service(id, Watches.NONE);
    }

    /// A service that is there, remembering that the answer depends on it.
    public @Nullable ServiceEntry service(String id, Watches watches) {
        ServiceEntry entry = reader.get(SERVICES, LocalTables.key(id), watches);
        return entry == null || entry.deleted() ? null : entry;
    }

    /// A service, there or deleted.
    public @Nullable ServiceEntry anyService(String id) {
        return reader.get(SERVICES, LocalTables.key(id), Watches.NONE);
    }

    /// The services that are there, by ID.
    public List<ServiceEntry> services() {
        return there(reader.all(SERVICES, Watches.NONE));
    }

    /// All services, there or deleted.
    public Iterable<ServiceEntry> anyServices() {
        return reader.all(SERVICES, Watches.NONE);
    }

    /// The instances of a service, by ID.
    public List<ServiceEntry> instances(String name) {
        return there(reader.lookup(SERVICES, SERVICE_NAME, LocalTables.key(name), Watches.NONE));
    }

    /// The proxies that stand before a service instance.
    List<ServiceEntry> proxiesOf(String serviceId) {
        return there(reader.lookup(SERVICES, SERVICE_DESTINATION, LocalTables.key(serviceId), Watches.NONE));
    }

    /// Whether a service other than `except` is at this port.
    boolean portTaken(int port, String except) {
        for (ServiceEntry entry : reader.lookup(SERVICES, SERVICE_PORT, LocalTables.port(port), Watches.NONE)) {
            if (!entry.service().id().equals(except)) {
                return true;
            }
        }
        return false;
    }

    /// A check that is there.
    public @Nullable CheckEntry check(String id) {
        CheckEntry entry = anyCheck(id);
        return entry == null || entry.deleted() ? null : entry;
    }

    /// A check, there or deleted.
    public @Nullable CheckEntry anyCheck(String id) {
        return reader.get(CHECKS, LocalTables.key(id), Watches.NONE);
    }

    /// The checks that are there, by ID.
    public List<CheckEntry> checks() {
        return present(reader.all(CHECKS, Watches.NONE));
    }

    /// All checks, there or deleted.
    public Iterable<CheckEntry> anyChecks() {
        return reader.all(CHECKS, Watches.NONE);
    }

    /// The checks of a service that are there, by ID; for an empty ID those of the node.
    public List<CheckEntry> checksOf(String serviceId) {
        return present(reader.lookup(CHECKS, CHECK_SERVICE, LocalTables.key(serviceId), Watches.NONE));
    }

    /// The checks of a service, there or deleted.
    public Iterable<CheckEntry> anyChecksOf(String serviceId) {
        return reader.lookup(CHECKS, CHECK_SERVICE, LocalTables.key(serviceId), Watches.NONE);
    }

    /// The checks that were found critical.
    List<CheckEntry> criticalChecks() {
        return all(CHECKS, CHECK_CRITICAL, DIRTY);
    }

    /// The services that the catalog has to be told about, there or deleted.
    public List<ServiceEntry> dirtyServices() {
        return all(SERVICES, SERVICE_DIRTY, DIRTY);
    }

    /// The checks that the catalog has to be told about, there or deleted.
    public List<CheckEntry> dirtyChecks() {
        return all(CHECKS, CHECK_DIRTY, DIRTY);
    }

    private <R> List<R> all(Table<R> table, Index<R> index, Key key) {
        List<R> found = new ArrayList<>();
        reader.lookup(table, index, key, Watches.NONE).forEach(found::add);
        return found;
    }

    private static List<ServiceEntry> there(Iterable<ServiceEntry> entries) {
        return filtered(entries, entry -> !entry.deleted());
    }

    private static List<CheckEntry> present(Iterable<CheckEntry> entries) {
        return filtered(entries, entry -> !entry.deleted());
    }

    private static <R> List<R> filtered(Iterable<R> entries, Predicate<R> wanted) {
        List<R> found = new ArrayList<>();
        for (R entry : entries) {
            if (wanted.test(entry)) {
                found.add(entry);
            }
        }
        return found;
    }
}
