package io.praetor.bench.store;

import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Table;

/// A service instance with the five indexes of a catalog row: one primary, one unique, three shared.
record Instance(String node, String id, String service, String kind, long version) {
    static final Index<Instance> BY_ID = Index.unique(
            "id", row -> Key.builder().text(row.node()).text(row.id()).build());
    static final Index<Instance> BY_NODE =
            Index.multi("node", row -> Key.builder().text(row.node()).build());
    static final Index<Instance> BY_SERVICE =
            Index.multi("service", row -> Key.builder().text(row.service()).build());
    static final Index<Instance> BY_KIND =
            Index.multi("kind", row -> Key.builder().text(row.kind()).build());
    static final Index<Instance> BY_UUID = Index.unique("uuid", row -> Key.of(row.id()));
    static final Table<Instance> INSTANCES = Table.of("instances", BY_ID, BY_NODE, BY_SERVICE, BY_KIND, BY_UUID);

    /// Ten instances a node, a hundred a service.
    static Instance of(int i, int version) {
        String id = "svc-%07d-%08x".formatted(i, i * 0x9e3779b9);
        return new Instance("node-%05d".formatted(i / 10), id, "service-" + i % 1000, "typical", version);
    }

    static Key service(int i) {
        return Key.builder().text("service-" + i % 1000).build();
    }

    Instance withVersion(long newVersion) {
        return new Instance(node, id, service, kind, newVersion);
    }
}
