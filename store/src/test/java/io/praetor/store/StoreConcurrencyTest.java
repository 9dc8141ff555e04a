package io.praetor.store;

import static io.praetor.store.Instance.BY_GROUP;
import static io.praetor.store.Instance.BY_ID;
import static io.praetor.store.Instance.INSTANCES;
import static io.praetor.store.Instance.key;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoreConcurrencyTest {
    private static final Table<Instance> LEDGER = Table.of("ledger", Index.unique("id", row -> key(row.id())));
    private static final int READERS = 3;
    private static final int COMMITS = 3_000;
    private static final int RACES = 5_000;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final ExecutorService waker =
            Executors.newFixedThreadPool(2, Thread.ofPlatform().name("wake-", 0).factory());
    private final Store store = new Store(List.of(INSTANCES, LEDGER), waker);

    @AfterEach
    void stop() {
        threads.close();
        waker.close();
    }

    /// The invariant: table `ledger` has one row, whose version is the number of rows in `instances`; all of those have
    /// the version of the last commit, and half of them (rounded up) are in group "even".
    @Test
    void nobodySeesHalfATransaction() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> readers = new ArrayList<>();
        commitRows(0, 1);
        for (int i = 0; i < READERS; i++) {
            readers.add(threads.submit(() -> {
                int looks = 0;
                while (!done.get() || looks == 0) {
                    checkInvariant(store.snapshot());
                    looks++;
                }
                return looks;
            }));
        }

        try {
            SplittableRandom random = new SplittableRandom(1);
            for (int version = 1; version < COMMITS; version++) {
                commitRows(version, 1 + random.nextInt(40));
            }
        } finally {
            done.set(true);
        }

        for (Future<Integer> reader : readers) {
            assertThat(reader.get()).isPositive();
        }
    }

    /// The writer inserts and deletes keys in turn and waits each time until every waiter, let go by wake-ups alone,
    /// has seen it; so each commit races with the waiters parking again, and one lost wake-up stops the test.
    @Test
    void noWakeUpIsLost() throws Exception {
        Semaphore seen = new Semaphore(0);
        List<Future<Integer>> waiters = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            String id = "key" + i;
            for (Query query : List.of(
                    new Query.Get(key(id)),
                    new Query.Scan(BY_ID, key("key")),
                    new Query.Lookup(BY_GROUP, key("g" + i)),
                    new Query.LongestPrefix(BY_ID, key(id + "/below")))) {
                waiters.add(threads.submit(() -> followVersions(query, id, seen)));
            }
        }

        for (int version = 1; version <= COMMITS; version++) {
            try (WriteTransaction transaction = store.begin()) {
                for (int i = 0; i < READERS; i++) {
                    if (isDeletedIn(version)) {
                        transaction.delete(INSTANCES, key("key" + i));
                    } else {
                        transaction.put(INSTANCES, new Instance("key" + i, null, "g" + i, List.of(), version));
                    }
                }
                transaction.commit();
            }
            assertThat(seen.tryAcquire(waiters.size(), 60, TimeUnit.SECONDS))
                    .as("everyone saw version %d", version)
                    .isTrue();
        }

        for (Future<Integer> waiter : waiters) {
            assertThat(waiter.get(60, TimeUnit.SECONDS)).isPositive();
        }
        finishWaking();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void wakesExactlyOnceWhenFiringRacesWithParking() throws Exception {
        Store direct = new Store(List.of(INSTANCES), Runnable::run);
        AtomicInteger wakeUps = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(2);
        Future<?> writer = threads.submit(() -> {
            for (int round = 1; round <= RACES; round++) {
                together.await();
                try (WriteTransaction transaction = direct.begin()) {
                    transaction.put(INSTANCES, Instance.of("a", round));
                    transaction.commit();
                }
                together.await();
            }
            return null;
        });

        for (int round = 1; round <= RACES; round++) {
            Watches watches = new Watches(1);
            direct.snapshot().get(INSTANCES, key("a"), watches);
            together.await();
            watches.onFire(wakeUps::incrementAndGet);
            together.await();

            assertThat(wakeUps).hasValue(round);
        }
        writer.get();
    }

    @Test
    void parkingAndLeavingLeavesNothing() throws Exception {
        int rounds = 100_000;
        AtomicBoolean done = new AtomicBoolean();
        List<Future<?>> parkers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            int seed = i;
            parkers.add(threads.submit(() -> parkAndLeave(rounds / READERS + 1, new SplittableRandom(seed))));
        }
        Future<?> writer = threads.submit(() -> {
            for (int version = 0; !done.get(); version++) {
                commitRows(version, 1 + version % 20);
            }
        });

        for (Future<?> parker : parkers) {
            parker.get(100, TimeUnit.SECONDS);
        }
        done.set(true);
        writer.get();

        finishWaking();
        assertThat(store.watchedCells()).isZero();
    }

    /// Whoever was woken may be done before the thread that woke it has left the cells.
    private void finishWaking() throws InterruptedException {
        waker.shutdown();
        assertThat(waker.awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    private void commitRows(int version, int rows) {
        try (WriteTransaction transaction = store.begin()) {
            transaction.deletePrefix(INSTANCES, key("row"));
            for (int i = 0; i < rows; i++) {
                String group = i % 2 == 0 ? "even" : "odd";
                transaction.put(INSTANCES, new Instance("row" + i, null, group, List.of(), version));
            }
            transaction.put(LEDGER, Instance.of("rows", rows));
            transaction.commit();
        }
    }

    private static void checkInvariant(Snapshot now) {
        Instance ledger = now.get(LEDGER, key("rows"), Watches.NONE);
        int rows = ledger == null ? 0 : ledger.version();
        List<Integer> versions = new ArrayList<>();
        now.all(INSTANCES, Watches.NONE).forEach(row -> versions.add(row.version()));
        int even = 0;
        for (Instance _ : now.lookup(INSTANCES, BY_GROUP, key("even"), Watches.NONE)) {
            even++;
        }
        assertThat(rows).isPositive();
        assertThat(versions).hasSize(rows).containsOnly(versions.getFirst());
        assertThat(now.count(INSTANCES)).isEqualTo(rows);
        assertThat(even).isEqualTo((rows + 1) / 2);
    }

    private static boolean isDeletedIn(int version) {
        return version % 2 == 0;
    }

    private int followVersions(Query query, String id, Semaphore seen) throws InterruptedException {
        int version = 0;
        int evaluations = 0;
        while (version < COMMITS) {
            Watches watches = new Watches(Watches.DEFAULT_LIMIT);
            try {
                List<Instance> answer = query.ask(store.snapshot(), watches);
                evaluations++;
                int next = version + 1;
                boolean isNext = isDeletedIn(next)
                        ? answer.stream().noneMatch(row -> row.id().equals(id))
                        : answer.stream().anyMatch(row -> row.id().equals(id) && row.version() == next);
                if (isNext) {
                    version = next;
                    seen.release();
                } else {
                    Semaphore woken = new Semaphore(0);
                    watches.onFire(woken::release);
                    woken.acquire();
                }
            } finally {
                watches.close();
            }
        }
        return evaluations;
    }

    private void parkAndLeave(int rounds, SplittableRandom random) {
        for (int round = 0; round < rounds; round++) {
            Watches watches = new Watches(4);
            Snapshot now = store.snapshot();
            for (int reads = random.nextInt(6); reads >= 0; reads--) {
                String id = "row" + random.nextInt(30);
                switch (random.nextInt(3)) {
                    case 0 -> now.get(INSTANCES, key(id), watches);
                    case 1 -> now.scan(INSTANCES, BY_ID, key(id), watches);
                    default -> now.lookup(INSTANCES, BY_GROUP, key("even"), watches);
                }
            }
            watches.onFire(() -> {});
            watches.close();
        }
    }
}
