package io.praetor.bench.store;

import io.praetor.store.Index;
import io.praetor.store.Key;
import io.praetor.store.Store;
import io.praetor.store.Table;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// Prints the bytes of heap per row that the store adds to the rows themselves, and per parked query.
final class Footprint {
    private static final int ENTRIES = 1_000_000;
    private static final int INSTANCES = 100_000;
    private static final int PARKED = 100_000;

    private Footprint() {}

    /// Loads tables one after the other and compares the heap before and after.
    public static void main(String[] arguments) {
        List<Entry> entries = new ArrayList<>();
        SplittableRandom random = new SplittableRandom(1);
        List<Entry> hashed = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(new Entry(Entry.path(i), 1));
            hashed.add(new Entry("%08x-%08x".formatted(random.nextInt(), random.nextInt()), 1));
        }
        List<Instance> instances = new ArrayList<>();
        for (int i = 0; i < INSTANCES; i++) {
            instances.add(Instance.of(i, 1));
        }

        measure("1,000,000 entries, 35-byte paths in folders", Entry.ENTRIES, entries);
        measure("1,000,000 entries, 17-byte random keys", Entry.ENTRIES, hashed);
        measure("100,000 instances, primary index only", Table.of("bare", Instance.BY_ID), instances);
        measure("100,000 instances, five indexes", Instance.INSTANCES, instances);
        measure("100,000 instances, index by kind only", byOne(Instance.BY_KIND), instances);
        parked(entries);
        // what one measurement frees must not be counted in another
        Reference.reachabilityFence(entries);
        Reference.reachabilityFence(hashed);
        Reference.reachabilityFence(instances);
    }

    private static Table<Instance> byOne(Index<Instance> index) {
        return Table.of("one", Instance.BY_ID, index);
    }

    private static <R> void measure(String what, Table<R> table, List<R> rows) {
        Store store = new Store(List.of(table), Runnable::run);
        long before = heap();
        write(store, transaction -> rows.forEach(row -> transaction.put(table, row)));
        long after = heap();
        print(what, after - before, store.snapshot().count(table));
    }

    private static void parked(List<Entry> entries) {
        Store store = new Store(List.of(Entry.ENTRIES), Runnable::run);
        write(store, transaction -> entries.forEach(row -> transaction.put(Entry.ENTRIES, row)));
        Watches[] parked = new Watches[PARKED];
        for (boolean same : new boolean[] {true, false}) {
            long before = heap();
            for (int i = 0; i < PARKED; i++) {
                parked[i] = new Watches(Watches.DEFAULT_LIMIT);
                Key key = same ? Entry.key(1) : Entry.key(i);
                store.snapshot().get(Entry.ENTRIES, key, parked[i]);
            }
            print(
                    "parked queries of one key each, " + (same ? "all the same" : "all different"),
                    heap() - before,
                    PARKED);
            for (int i = 0; i < PARKED; i++) {
                parked[i].close();
                parked[i] = Watches.NONE;
            }
        }
    }

    private static void write(Store store, Consumer<WriteTransaction> changes) {
        try (WriteTransaction transaction = store.begin()) {
            changes.accept(transaction);
            transaction.commit();
        }
    }

    private static void print(String what, long bytes, int count) {
        System.out.printf("%-55s %,12d bytes %6.1f each%n", what, bytes, (double) bytes / count);
    }

    private static long heap() {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        System.gc();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
