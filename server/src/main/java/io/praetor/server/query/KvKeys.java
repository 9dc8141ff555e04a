package io.praetor.server.query;

import io.praetor.model.kv.KvEntry;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.Indexed;
import io.praetor.server.state.State;
import io.praetor.store.Watches;
import java.util.ArrayList;
import java.util.List;

/// The names of the keys with a prefix, in byte order (`?keys`).
///
/// @param separator when not empty, names are cut after its first occurrence beyond the prefix, and each is given once
public record KvKeys(String prefix, String separator) implements Query<List<String>> {
    @Override
    public Indexed<List<String>> evaluate(State state, Watches watches, Viewer viewer) {
        Indexed<List<KvEntry>> entries = new KvList(prefix).evaluate(state, watches, viewer);
        List<String> names = new ArrayList<>(entries.value().size());
        String last = null;
        for (KvEntry entry : entries.value()) {
            String name = cut(entry.key());
            if (!name.equals(last)) {
                names.add(name);
                last = name;
            }
        }
        return new Indexed<>(entries.index(), names);
    }

    private String cut(String key) {
        int at = separator.isEmpty() ? -1 : key.indexOf(separator, prefix.length());
        return at < 0 ? key : key.substring(0, at + separator.length());
    }
}
