package io.praetor.store;

import static io.praetor.store.Instance.BY_GROUP;
import static io.praetor.store.Instance.BY_ID;
import static io.praetor.store.Instance.INSTANCES;
import static io.praetor.store.Instance.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WatchesTest {
    private static final Table<Instance> OTHERS = Table.of("others", Index.unique("id", row -> key(row.id())));

    /// What the wake executor was given and has not run.
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Store store = new Store(List.of(INSTANCES, OTHERS), tasks::add);
    private final Watches watches = new Watches(Watches.DEFAULT_LIMIT);
    private final List<String> woken = new ArrayList<>();

    @AfterEach
    void nothingIsWatchedInTheEnd() {
        watches.close();
        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void firesForTheKeyThatChanged() {
        put(Instance.of("a", 1));
        watchKey("a");

        put(Instance.of("a", 2));
        runTasks();

        assertThat(woken).containsExactly("a");
        assertThat(watches.fired()).isTrue();
    }

    @Test
    void firesForTheKeyThatAppears() {
        watchKey("a");

        put(Instance.of("a", 1));
        runTasks();

        assertThat(woken).containsExactly("a");
    }

    @Test
    void firesForTheKeyThatDisappears() {
        put(Instance.of("a", 1));
        watchKey("a");

        write(transaction -> transaction.delete(INSTANCES, key("a")));
        runTasks();

        assertThat(woken).containsExactly("a");
    }

    @Test
    void sleepsThroughChangesOfNeighbours() {
        put(Instance.of("abc", 1));
        watchKey("abc");
        store.snapshot().get(INSTANCES, key("abx"), watches);
        store.snapshot().scan(INSTANCES, BY_ID, key("abe"), watches);

        put(Instance.of("ab", 1), Instance.of("abcd", 1), Instance.of("abd", 1), Instance.of("b", 1));
        write(transaction -> transaction.deletePrefix(INSTANCES, key("abd")));
        runTasks();

        assertThat(watches.fired()).isFalse();
    }

    @Test
    void firesForAnyChangeBelowAPrefix() {
        put(Instance.of("web/1/x", 1));
        store.snapshot().scan(INSTANCES, BY_ID, key("web/"), watches);

        put(Instance.of("web/2", 1));
        runTasks();

        assertThat(watches.fired()).isTrue();
    }

    @Test
    void firesForAChangeBetweenSnapshotAndRead() {
        Snapshot old = store.snapshot();
        put(Instance.of("a", 1));
        write(transaction -> transaction.delete(INSTANCES, key("a")));

        old.get(INSTANCES, key("a"), watches);
        watches.onFire(() -> woken.add("late"));
        runTasks();

        assertThat(woken).containsExactly("late");
    }

    @Test
    void sleepsThroughOtherChangesBetweenSnapshotAndRead() {
        put(Instance.of("a", 1));
        Snapshot old = store.snapshot();
        put(Instance.of("ab", 1));

        old.get(INSTANCES, key("a"), watches);

        assertThat(watches.fired()).isFalse();
    }

    @Test
    void firesAfterPublicationAndOnTheExecutor() {
        watchKey("a");

        put(Instance.of("a", 1));

        assertThat(store.snapshot().get(INSTANCES, key("a"), Watches.NONE)).isNotNull();
        assertThat(woken).isEmpty();
        runTasks();
        assertThat(woken).containsExactly("a");
    }

    @Test
    void wakesOnceForManyChanges() {
        store.snapshot().all(INSTANCES, watches);
        store.snapshot().get(INSTANCES, key("a"), watches);
        store.snapshot().get(INSTANCES, key("a"), watches);
        watches.onFire(() -> woken.add("all"));
        assertThat(watches.size()).isEqualTo(2);

        put(Instance.of("a", 1), Instance.of("b", 1));
        put(Instance.of("a", 2));
        runTasks();

        assertThat(woken).containsExactly("all");
    }

    @Test
    void isNotWokenByAnAbort() {
        watchKey("a");

        try (WriteTransaction transaction = store.begin()) {
            transaction.put(INSTANCES, Instance.of("a", 1));
        }

        assertThat(tasks).isEmpty();
    }

    @Test
    void isNotWokenByTheStoredObject() {
        Instance row = Instance.of("a", 1);
        put(row);
        watchKey("a");

        put(row);

        assertThat(tasks).isEmpty();
    }

    @Test
    void isNotWokenOnceClosed() {
        watchKey("a");

        watches.close();
        put(Instance.of("a", 1));

        assertThat(tasks).isEmpty();
        assertThat(watches.fired()).isFalse();
    }

    @Test
    void watchesNothingOnceClosed() {
        watches.close();

        watchKey("a");

        assertThat(store.watchedCells()).isZero();
    }

    @Test
    void watchesTheTableAboveTheLimit() {
        Watches few = new Watches(2);
        for (String id : List.of("a", "b", "c", "d")) {
            store.snapshot().get(INSTANCES, key(id), few);
        }
        assertThat(few.size()).isEqualTo(3);

        put(Instance.of("z", 1));
        runTasks();

        assertThat(few.fired()).isTrue();
    }

    @Test
    void wakesEverythingWhenTold() {
        watchKey("a");
        Watches other = new Watches(1);
        store.snapshot().scan(OTHERS, OTHERS.primary(), key("x"), other);

        write(WriteTransaction::wakeEverything);
        runTasks();

        assertThat(watches.fired()).isTrue();
        assertThat(other.fired()).isTrue();
    }

    @Test
    void aWatchRegisteredAfterEverythingWasReplacedFires() {
        Snapshot old = store.snapshot();
        write(WriteTransaction::replaceAll);

        old.get(INSTANCES, key("a"), watches);

        assertThat(watches.fired()).isTrue();
    }

    @Test
    void firesForChangesOfRowsUnderAnIndexKey() {
        put(Instance.inGroup("a", "g"), Instance.inGroup("b", "h"));
        store.snapshot().lookup(INSTANCES, BY_GROUP, key("g"), watches);

        put(Instance.inGroup("c", "h"), Instance.inGroup("b", "gg"));
        runTasks();
        assertThat(watches.fired()).isFalse();
        put(Instance.inGroup("a", "g"));
        runTasks();

        assertThat(watches.fired()).isTrue();
    }

    @Test
    void watchesLongPrefixes() {
        String prefix = "p".repeat(1000);
        store.snapshot().scan(INSTANCES, BY_ID, key(prefix), watches);

        put(Instance.of("p".repeat(254), 1));
        runTasks();
        assertThat(watches.fired()).isFalse();
        put(Instance.of(prefix + "x", 1));
        runTasks();

        assertThat(watches.fired()).isTrue();
    }

    @Test
    void watchesTheLongestPrefixOfAKeyOfAnyLength() {
        put(Instance.of("p", 1), Instance.of("pp", 1));
        for (int length : new int[] {10, 100, 10_000}) {
            Watches one = new Watches(Watches.DEFAULT_LIMIT);
            store.snapshot().longestPrefix(INSTANCES, key("p".repeat(length)), one);
            assertThat(one.size()).isLessThanOrEqualTo(64);

            put(Instance.of("p", length));
            runTasks();
            assertThat(one.fired()).isFalse();
            put(Instance.of("ppp", length));
            runTasks();

            assertThat(one.fired()).isTrue();
            write(transaction -> transaction.delete(INSTANCES, key("ppp")));
        }
    }

    @Test
    void aWakeUpThatThrowsKeepsNobodyFromHis() {
        Watches bad = new Watches(1);
        store.snapshot().get(INSTANCES, key("a"), bad);
        bad.onFire(() -> {
            throw new IllegalArgumentException("bad");
        });
        watchKey("a");
        Watches worse = new Watches(1);
        store.snapshot().get(INSTANCES, key("a"), worse);
        worse.onFire(() -> {
            throw new IllegalArgumentException("worse");
        });

        put(Instance.of("a", 1));

        assertThatThrownBy(this::runTasks)
                .hasMessage("a watch's wake-up failed")
                .hasRootCauseInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(1));
        assertThat(woken).containsExactly("a");
    }

    @Test
    void refusesASecondWakeUp() {
        watches.onFire(() -> woken.add("first"));

        assertThatThrownBy(() -> watches.onFire(() -> woken.add("second"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void noneRecordsNothing() {
        store.snapshot().all(INSTANCES, Watches.NONE);
        Watches.NONE.onFire(() -> woken.add("none"));
        Watches.NONE.onFire(() -> woken.add("none again"));
        Watches.NONE.close();
        store.snapshot().all(INSTANCES, Watches.NONE);

        put(Instance.of("a", 1));

        assertThat(tasks).isEmpty();
        assertThat(Watches.NONE.fired()).isFalse();
    }

    @Test
    void aReadInsideATransactionWatchesTheCommittedState() {
        try (WriteTransaction transaction = store.begin()) {
            transaction.get(INSTANCES, key("a"), watches);
            transaction.put(INSTANCES, Instance.of("b", 1));
            transaction.commit();
        }
        assertThat(watches.fired()).isFalse();

        put(Instance.of("a", 1));
        runTasks();

        assertThat(watches.fired()).isTrue();
    }

    private void watchKey(String id) {
        store.snapshot().get(INSTANCES, key(id), watches);
        watches.onFire(() -> woken.add(id));
    }

    private void put(Instance... rows) {
        write(transaction -> {
            for (Instance row : rows) {
                transaction.put(INSTANCES, row);
            }
        });
    }

    private void write(Consumer<WriteTransaction> changes) {
        try (WriteTransaction transaction = store.begin()) {
            changes.accept(transaction);
            transaction.commit();
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }
}
