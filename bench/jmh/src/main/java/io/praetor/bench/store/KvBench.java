package io.praetor.bench.store;

import static io.praetor.bench.store.Entry.BY_PATH;
import static io.praetor.bench.store.Entry.ENTRIES;

import io.praetor.store.Key;
import io.praetor.store.Store;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// Reads and writes of a table with a primary index only.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class KvBench {
    private static final int BATCH = 1000;

    @Param({"1000000"})
    private int rows;

    private final Store store = new Store(List.of(ENTRIES), Runnable::run);
    private final SplittableRandom random = new SplittableRandom(1);
    private final Key[] keys = new Key[1 << 16];
    private final String[] paths = new String[keys.length];
    private int next;

    @Setup
    public void fill() {
        try (WriteTransaction transaction = store.begin()) {
            Entry.fill(transaction, rows);
            transaction.commit();
        }
        for (int i = 0; i < keys.length; i++) {
            paths[i] = Entry.path(random.nextInt(rows));
            keys[i] = Key.of(paths[i]);
        }
    }

    @Benchmark
    public @Nullable Entry get() {
        return store.snapshot().get(ENTRIES, keys[next()], Watches.NONE);
    }

    @Benchmark
    public @Nullable Entry getWatched() {
        Watches watches = new Watches(Watches.DEFAULT_LIMIT);
        Entry entry = store.snapshot().get(ENTRIES, keys[next()], watches);
        watches.close();
        return entry;
    }

    @Benchmark
    public void putOne() {
        try (WriteTransaction transaction = store.begin()) {
            transaction.put(ENTRIES, new Entry(paths[next()], next));
            transaction.commit();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void putThousand() {
        try (WriteTransaction transaction = store.begin()) {
            for (int i = 0; i < BATCH; i++) {
                transaction.put(ENTRIES, new Entry(paths[next()], next));
            }
            transaction.commit();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public long scanThousand() {
        long versions = 0;
        Key folder = Entry.folder(random.nextInt(rows));
        for (Entry entry : store.snapshot().scan(ENTRIES, BY_PATH, folder, Watches.NONE)) {
            versions += entry.version();
        }
        return versions;
    }

    private int next() {
        next = (next + 1) & (keys.length - 1);
        return next;
    }
}
