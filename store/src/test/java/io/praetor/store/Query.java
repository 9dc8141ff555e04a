package io.praetor.store;

import static io.praetor.store.Instance.INSTANCES;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One question, for the store and for the oracle.
sealed interface Query {
    List<Instance> ask(Reader reader, Watches watches);

    List<Instance> ask(NaiveTable table);

    /// Whether inserting, changing or deleting `row` may wake who asked this: what exactness means.
    boolean concerns(Instance row);

    record Get(Key id) implements Query {
        @Override
        public List<Instance> ask(Reader reader, Watches watches) {
            return listOf(reader.get(INSTANCES, id, watches));
        }

        @Override
        public List<Instance> ask(NaiveTable table) {
            return listOf(table.get(id));
        }

        @Override
        public boolean concerns(Instance row) {
            return Instance.key(row.id()).equals(id);
        }
    }

    record First(Index<Instance> index, Key key) implements Query {
        @Override
        public List<Instance> ask(Reader reader, Watches watches) {
            return listOf(reader.first(INSTANCES, index, key, watches));
        }

        @Override
        public List<Instance> ask(NaiveTable table) {
            return table.lookup(index, key).stream().limit(1).toList();
        }

        @Override
        public boolean concerns(Instance row) {
            return index.keysOf(row).contains(key);
        }
    }

    record Lookup(Index<Instance> index, Key key) implements Query {
        @Override
        public List<Instance> ask(Reader reader, Watches watches) {
            return listOf(reader.lookup(INSTANCES, index, key, watches));
        }

        @Override
        public List<Instance> ask(NaiveTable table) {
            return table.lookup(index, key);
        }

        @Override
        public boolean concerns(Instance row) {
            return index.keysOf(row).contains(key);
        }
    }

    record Scan(Index<Instance> index, Key prefix) implements Query {
        @Override
        public List<Instance> ask(Reader reader, Watches watches) {
            return listOf(reader.scan(INSTANCES, index, prefix, watches));
        }

        @Override
        public List<Instance> ask(NaiveTable table) {
            return table.scan(index, prefix);
        }

        @Override
        public boolean concerns(Instance row) {
            return index.keysOf(row).stream().anyMatch(key -> key.startsWith(prefix));
        }
    }

    record LongestPrefix(Index<Instance> index, Key key) implements Query {
        @Override
        public List<Instance> ask(Reader reader, Watches watches) {
            return listOf(reader.longestPrefix(INSTANCES, index, key, watches));
        }

        @Override
        public List<Instance> ask(NaiveTable table) {
            return table.longestPrefix(index, key);
        }

        @Override
        public boolean concerns(Instance row) {
            return index.keysOf(row).stream().anyMatch(key::startsWith);
        }
    }

    private static List<Instance> listOf(@Nullable Instance row) {
        return row == null ? List.of() : List.of(row);
    }

    private static List<Instance> listOf(Iterable<Instance> rows) {
        List<Instance> list = new ArrayList<>();
        rows.forEach(list::add);
        return list;
    }
}
