package io.praetor.bench.store;

import static io.praetor.bench.store.Instance.BY_SERVICE;
import static io.praetor.bench.store.Instance.INSTANCES;

import io.praetor.store.Store;
import io.praetor.store.Watches;
import io.praetor.store.WriteTransaction;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
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

/// Reads and writes of a table with five indexes.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
@State(Scope.Benchmark)
public class CatalogBench {
    private static final int BATCH = 1000;
    private static final int PER_SERVICE = 100;

    @Param({"100000"})
    private int rows;

    private final Store store = new Store(List.of(INSTANCES), Runnable::run);
    private final SplittableRandom random = new SplittableRandom(1);
    private final List<Instance> instances = new ArrayList<>();
    private int version;

    @Setup
    public void fill() {
        try (WriteTransaction transaction = store.begin()) {
            for (int i = 0; i < rows; i++) {
                instances.add(Instance.of(i, 0));
                transaction.put(INSTANCES, instances.get(i));
            }
            transaction.commit();
        }
    }

    @Benchmark
    public void putOne() {
        try (WriteTransaction transaction = store.begin()) {
            transaction.put(INSTANCES, next());
            transaction.commit();
        }
    }

    @Benchmark
    @OperationsPerInvocation(BATCH)
    public void putThousand() {
        try (WriteTransaction transaction = store.begin()) {
            for (int i = 0; i < BATCH; i++) {
                transaction.put(INSTANCES, next());
            }
            transaction.commit();
        }
    }

    @Benchmark
    @OperationsPerInvocation(PER_SERVICE)
    public long lookupService() {
        long versions = 0;
        for (Instance row :
                store.snapshot().lookup(INSTANCES, BY_SERVICE, Instance.service(random.nextInt(1000)), Watches.NONE)) {
            versions += row.version();
        }
        return versions;
    }

    private Instance next() {
        return instances.get(random.nextInt(rows)).withVersion(version++);
    }
}
