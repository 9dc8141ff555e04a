package io.praetor.agent.local;

import io.praetor.model.ByteText;
import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Table;

/// The tables of the local state and the ways to find their rows.
final class LocalTables {
    /// Under which all rows are found that the catalog has to be told about.
    static final Key DIRTY = Key.of("dirty");

    /// The catalog matches IDs without regard to case, the agent, as the original, does not.
    static final Index<ServiceEntry> SERVICE_ID =
            Index.unique("id", entry -> key(entry.service().id()));

    static final Index<ServiceEntry> SERVICE_NAME =
            Index.multi("name", entry -> key(entry.service().service()));
    /// Of services that are there, to find a free port.
    static final Index<ServiceEntry> SERVICE_PORT = Index.multi(
            "port", entry -> entry.deleted() ? null : port(entry.service().port()));
    /// Proxies by the service instance they stand before.
    static final Index<ServiceEntry> SERVICE_DESTINATION = Index.multi(
            "destination",
            entry -> entry.deleted()
                            || entry.service().proxy().destinationServiceId().isEmpty()
                    ? null
                    : key(entry.service().proxy().destinationServiceId()));

    static final Index<ServiceEntry> SERVICE_DIRTY = Index.multi("dirty", entry -> entry.inSync() ? null : DIRTY);
    static final Table<ServiceEntry> SERVICES =
            Table.of("services", SERVICE_ID, SERVICE_NAME, SERVICE_PORT, SERVICE_DESTINATION, SERVICE_DIRTY);

    static final Index<CheckEntry> CHECK_ID =
            Index.unique("id", entry -> key(entry.check().checkId()));
    /// Checks of the node have an empty service ID.
    static final Index<CheckEntry> CHECK_SERVICE =
            Index.multi("service", entry -> key(entry.check().serviceId()));
    /// Of services that such a check may remove.
    static final Index<CheckEntry> CHECK_CRITICAL =
            Index.multi("critical", entry -> entry.criticalSince() == null || entry.deleted() ? null : DIRTY);

    static final Index<CheckEntry> CHECK_DIRTY =
            Index.multi("dirty", entry -> entry.inSync() || entry.deferred() ? null : DIRTY);
    static final Table<CheckEntry> CHECKS = Table.of("checks", CHECK_ID, CHECK_SERVICE, CHECK_CRITICAL, CHECK_DIRTY);

    private LocalTables() {}

    /// Never empty, and different for different bytes, be they text or not.
    static Key key(String text) {
        return Key.ofBytes(ByteText.encode("=" + text));
    }

    static Key port(int port) {
        return Key.builder().longBigEndian(port).build();
    }
}
