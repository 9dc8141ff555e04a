package io.praetor.bench.store;

import static io.praetor.bench.store.Entry.BY_PATH;
import static io.praetor.bench.store.Entry.ENTRIES;

import io.praetor.store.Key;
import io.praetor.store.Store;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Parking, waking, and what those who stay asleep cost a writer.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class WatchBench {
    private static final int CROWD = 10_000;
    private static final int ROWS = 100_000;

    private final Store store = new Store(List.of(ENTRIES), Runnable::run);
    private final Watches[] crowd = new Watches[CROWD];
    private int version;
    private int woken;

    @Setup
    public void fill() {
        try (WriteTransaction transaction = store.begin()) {
            Entry.fill(transaction, ROWS);
            transaction.commit();
        }
    }

    @TearDown(Level.Iteration)
    public void leave() {
        if (store.watchedCells() != 0) {
            throw new IllegalStateException(store.watchedCells() + " cells are still watched");
        }
    }

    @Benchmark
    public boolean parkAndLeave() {
        Watches watches = park(Entry.key(version++ % ROWS));
        watches.close();
        return watches.fired();
    }

    @Benchmark
    @OperationsPerInvocation(CROWD)
    public int parkAndFireOneKey() {
        Key key = Entry.key(7);
        for (int i = 0; i < CROWD; i++) {
            crowd[i] = park(key);
        }
        put(7);
        return woken;
    }

    @Benchmark
    @OperationsPerInvocation(CROWD)
    public int parkAndFireManyKeys() {
        for (int i = 0; i < CROWD; i++) {
            crowd[i] = park(Entry.key(i));
        }
        try (WriteTransaction transaction = store.begin()) {
            for (int i = 0; i < CROWD; i++) {
                transaction.put(ENTRIES, new Entry(Entry.path(i), version++));
            }
            transaction.commit();
        }
        return woken;
    }

    /// Ten thousand others, on keys and prefixes of this very table.
    @State(Scope.Thread)
    public static class Sleepers {
        private final Watches watches = new Watches(CROWD + 1);

        /// Parks them.
        @Setup(Level.Iteration)
        public void park(WatchBench bench) {
            for (int i = 0; i < CROWD; i++) {
                if (i % 2 == 0) {
                    bench.store.snapshot().get(ENTRIES, Key.of("absent/" + i), watches);
                } else {
                    bench.store.snapshot().scan(ENTRIES, BY_PATH, Key.of("absent/" + i), watches);
                }
            }
        }

        /// Lets them go.
        @TearDown(Level.Iteration)
        public void leave() {
            watches.close();
        }
    }

    @Benchmark
    public void putAmongSleepers(Sleepers sleepers) {
        put(version % ROWS);
    }

    private Watches park(Key key) {
        Watches watches = new Watches(Watches.DEFAULT_LIMIT);
        store.snapshot().get(ENTRIES, key, watches);
        watches.onFire(() -> woken++);
        return watches;
    }

    private void put(int row) {
        try (WriteTransaction transaction = store.begin()) {
            transaction.put(ENTRIES, new Entry(Entry.path(row), version++));
            transaction.commit();
        }
    }
}
