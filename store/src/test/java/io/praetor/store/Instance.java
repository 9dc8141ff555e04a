package io.praetor.store;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A row for tests: keys are Latin-1 strings, one character a byte, so that any byte can be written down.
record Instance(
        String id, @Nullable String serial, @Nullable String group, List<String> labels, int version) {
    static final Index<Instance> BY_ID = Index.unique("id", row -> key(row.id()));
    static final Index<Instance> BY_SERIAL =
            Index.unique("serial", row -> row.serial() == null ? null : key(row.serial()));
    static final Index<Instance> BY_GROUP = Index.multi("group", row -> row.group() == null ? null : key(row.group()));
    static final Index<Instance> BY_LABEL = Index.multiAll("label", Instance::labelKeys);
    static final Table<Instance> INSTANCES = Table.of("instances", BY_ID, BY_SERIAL, BY_GROUP, BY_LABEL);

    Instance {
        labels = List.copyOf(labels);
    }

    static Instance of(String id, int version) {
        return new Instance(id, null, null, List.of(), version);
    }

    static Instance inGroup(String id, String group) {
        return new Instance(id, null, group, List.of(), 1);
    }

    static Key key(String latin1) {
        return Key.ofBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
    }

    private List<Key> labelKeys() {
        List<Key> keys = new ArrayList<>();
        for (String label : labels) {
            keys.add(key(label));
        }
        return keys;
    }
}
