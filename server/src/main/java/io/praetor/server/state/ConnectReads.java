package io.praetor.server.state;

import io.praetor.model.connect.CaConfiguration;
import io.praetor.model.connect.CaConsulProviderState;
import io.praetor.model.connect.CaRoot;
import io.praetor.model.connect.CaRoots;
import io.praetor.model.connect.SpiffeId;
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads of the mesh's authority.
public final class ConnectReads {
    private final Reader reader;
    private final boolean on;

    ConnectReads(Reader reader, boolean on) {
        this.reader = reader;
        this.on = on;
    }

    /// Whether this server takes part in a mesh. What is stored may be read either way.
    public boolean isOn() {
        return on;
    }

    /// The authority's configuration; null until a leader has written it.
    public Indexed<@Nullable CaConfiguration> config(Watches watches) {
        CaConfiguration config = reader.get(Tables.CA_CONFIG, Key.EMPTY, watches);
        return new Indexed<>(config == null ? 0 : config.modifyIndex(), config);
    }

    /// All roots as they are stored, by ID.
    public Indexed<List<CaRoot>> roots(Watches watches) {
        List<CaRoot> roots = new ArrayList<>();
        reader.all(Tables.CA_ROOTS, watches).forEach(roots::add);
        return new Indexed<>(Indexes.get(reader, Indexes.CA_ROOTS, watches), roots);
    }

    /// The root that leaves are signed under; null until there is one.
    public @Nullable CaRoot activeRoot() {
        for (CaRoot root : reader.all(Tables.CA_ROOTS, Watches.NONE)) {
            if (root.active()) {
                return root;
            }
        }
        return null;
    }

    /// The roots as they are shown.
    public Indexed<CaRoots> shownRoots(Watches watches) {
        CaConfiguration config = config(watches).value();
        Indexed<List<CaRoot>> roots = roots(watches);
        String active = "";
        List<CaRoot> shown = new ArrayList<>();
        for (CaRoot root : roots.value()) {
            shown.add(root.shown());
            if (root.active()) {
                active = root.id();
            }
        }
        String domain =
                config == null ? "" : SpiffeId.Signing.of(config.clusterId()).trustDomain();
        return new Indexed<>(roots.index(), new CaRoots(active, domain, shown));
    }

    /// What a built-in authority keeps; null for none with this ID.
    public @Nullable CaConsulProviderState provider(String id) {
        return reader.get(Tables.CA_PROVIDERS, Keys.name(id), Watches.NONE);
    }

    /// What all built-in authorities keep.
    public Iterable<CaConsulProviderState> providers() {
        return reader.all(Tables.CA_PROVIDERS, Watches.NONE);
    }
}
