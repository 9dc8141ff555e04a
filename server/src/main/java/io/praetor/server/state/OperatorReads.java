package io.praetor.server.state;

import io.praetor.model.log.IndexEntry;
import io.praetor.model.operator.AutopilotConfig;
import io.praetor.store.Key;
import io.praetor.store.Reader;
import io.praetor.store.Watches;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Reads of what operators look at.
public final class OperatorReads {
    private final Reader reader;

    OperatorReads(Reader reader) {
        this.reader = reader;
    }

    /// Autopilot's configuration; null until the first leader has written it.
    public Indexed<@Nullable AutopilotConfig> autopilot(Watches watches) {
        AutopilotConfig config = reader.get(Tables.AUTOPILOT, Key.EMPTY, watches);
        return new Indexed<>(config == null ? 0 : config.modifyIndex(), config);
    }

    /// How many nodes are registered.
    public int nodes() {
        return reader.count(Tables.NODES);
    }

    /// How many services with different names are registered.
    public int services() {
        Set<String> names = new HashSet<>();
        for (ServiceRow row : reader.all(Tables.SERVICES, Watches.NONE)) {
            names.add(row.service().service().toLowerCase(Locale.ROOT));
        }
        return names.size();
    }

    /// How many service instances are registered.
    public int serviceInstances() {
        return reader.count(Tables.SERVICES);
    }

    /// How many keys there are.
    public int keys() {
        return reader.count(Tables.KVS);
    }

    /// How many sessions there are.
    public int sessions() {
        return reader.count(Tables.SESSIONS);
    }

    /// The rows of the index table, for diagnosis.
    public SortedMap<String, Long> indexes() {
        SortedMap<String, Long> all = new TreeMap<>();
        for (IndexEntry entry : reader.all(Tables.INDEXES, Watches.NONE)) {
            all.put(entry.key(), entry.value());
        }
        return all;
    }
}
