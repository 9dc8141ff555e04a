package io.praetor.server.state;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.log.IndexEntry;
import io.praetor.store.Key;
import io.praetor.store.Watches;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The mesh's authority: configuration, roots, and what the built-in one keeps.
public final class ConnectWrites {
    private final StateWrite write;

    ConnectWrites(StateWrite write) {
        this.write = write;
    }

    /// Writes the configuration. One that names no cluster stays with the cluster it was of.
    public void setConfig(CaConfiguration config) {
        CaConfiguration existing = write.tx().get(Tables.CA_CONFIG, Key.EMPTY, Watches.NONE);
        long created = existing == null ? write.index() : existing.createIndex();
        String cluster = existing != null && config.clusterId().isEmpty() ? existing.clusterId() : config.clusterId();
        write.tx().put(Tables.CA_CONFIG, config.withClusterId(cluster).withIndexes(created, write.index()));
        write.touch(Indexes.CA_CONFIG);
    }

    /// Writes the configuration if there is one and its ModifyIndex is that of `config`; that of one that is not there
    /// is 0.
    public boolean setConfigIfUnchanged(CaConfiguration config) {
        CaConfiguration existing = write.tx().get(Tables.CA_CONFIG, Key.EMPTY, Watches.NONE);
        if ((existing == null ? 0 : existing.modifyIndex()) != config.modifyIndex()) {
            return false;
        }
        setConfig(config);
        return true;
    }

    /// Replaces the roots if they have not changed since.
    ///
    /// @param since the index of the roots that were replaced
    /// @throws StateException when not exactly one of them is active
    public boolean setRootsIfUnchanged(long since, @Nullable List<CaRoot> roots) throws StateException {
        List<CaRoot> wanted = roots == null ? List.of() : roots;
        if (wanted.stream().filter(CaRoot::active).count() != 1) {
            throw new StateException("there must be exactly one active CA root");
        }
        if (Indexes.get(write.tx(), Indexes.CA_ROOTS, Watches.NONE) != since) {
            return false;
        }
        Map<String, CaRoot> existing = new HashMap<>();
        write.tx().all(Tables.CA_ROOTS, Watches.NONE).forEach(root -> existing.put(root.id(), root));
        for (CaRoot root : wanted) {
            CaRoot before = existing.remove(root.id());
            if (before != null && before.equals(root.withIndexes(before.createIndex(), before.modifyIndex()))) {
                continue;
            }
            long created = before == null ? write.index() : before.createIndex();
            write.tx().put(Tables.CA_ROOTS, root.withIndexes(created, write.index()));
        }
        existing.keySet().forEach(id -> write.tx().delete(Tables.CA_ROOTS, Keys.name(id)));
        write.touch(Indexes.CA_ROOTS);
        return true;
    }

    /// Replaces roots and configuration together, or neither.
    public boolean setRootsAndConfig(long since, @Nullable List<CaRoot> roots, CaConfiguration config)
            throws StateException {
        if (setRootsIfUnchanged(since, roots) && setConfigIfUnchanged(config)) {
            return true;
        }
        write.refuse();
        return false;
    }

    /// Writes what a built-in authority keeps.
    public void setProvider(CaConsulProviderState row) {
        CaConsulProviderState existing = write.tx().get(Tables.CA_PROVIDERS, Keys.name(row.id()), Watches.NONE);
        if (existing != null && existing.equals(row.withIndexes(existing.createIndex(), existing.modifyIndex()))) {
            return;
        }
        long created = existing == null ? write.index() : existing.createIndex();
        write.tx().put(Tables.CA_PROVIDERS, row.withIndexes(created, write.index()));
        write.touch(Indexes.CA_PROVIDERS);
    }

    /// Forgets what a built-in authority keeps.
    public void deleteProvider(String id) {
        if (write.tx().get(Tables.CA_PROVIDERS, Keys.name(id), Watches.NONE) != null) {
            write.tx().delete(Tables.CA_PROVIDERS, Keys.name(id));
            write.touch(Indexes.CA_PROVIDERS);
        }
    }

    /// The next serial number of a certificate. Authorities that counted otherwise took theirs from the index.
    public long nextSerial() {
        long last = Indexes.get(write.tx(), Indexes.CA_SERIAL, Watches.NONE);
        if (last == 0) {
            last = Indexes.get(write.tx(), Indexes.CA_PROVIDERS, Watches.NONE);
        }
        write.tx().put(Tables.INDEXES, new IndexEntry(Indexes.CA_SERIAL, last + 1));
        return last + 1;
    }

    /// The index that a leaf gets which is signed now.
    public long leafIndex() {
        write.touch(Indexes.CA_LEAVES);
        return write.index();
    }
}
