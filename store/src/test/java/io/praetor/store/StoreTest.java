package io.praetor.store;

import static io.praetor.store.Instance.BY_GROUP;
import static io.praetor.store.Instance.BY_ID;
import static io.praetor.store.Instance.BY_LABEL;
import static io.praetor.store.Instance.BY_SERIAL;
import static io.praetor.store.Instance.INSTANCES;
import static io.praetor.store.Instance.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class StoreTest {
    private final Store store = new Store(List.of(INSTANCES), Runnable::run);

    @Test
    void findsARowByEveryIndex() {
        Instance row = new Instance("a", "s1", "g", List.of("x", "y"), 1);

        put(row);

        Snapshot now = store.snapshot();
        assertThat(now.get(INSTANCES, key("a"), Watches.NONE)).isSameAs(row);
        assertThat(now.first(INSTANCES, BY_SERIAL, key("s1"), Watches.NONE)).isSameAs(row);
        assertThat(now.first(INSTANCES, BY_GROUP, key("g"), Watches.NONE)).isSameAs(row);
        assertThat(now.lookup(INSTANCES, BY_LABEL, key("y"), Watches.NONE)).containsExactly(row);
        assertThat(now.scan(INSTANCES, BY_LABEL, Key.EMPTY, Watches.NONE)).containsExactly(row, row);
        assertThat(now.count(INSTANCES)).isEqualTo(1);
    }

    @Test
    void ordersRowsOfOneIndexKeyByPrimaryKey() {
        put(Instance.inGroup("c", "g"), Instance.inGroup("a", "g"), Instance.inGroup("b", "gg"));

        Iterable<Instance> exact = store.snapshot().lookup(INSTANCES, BY_GROUP, key("g"), Watches.NONE);
        Iterable<Instance> below = store.snapshot().scan(INSTANCES, BY_GROUP, key("g"), Watches.NONE);

        assertThat(exact).extracting(Instance::id).containsExactly("a", "c");
        assertThat(below).extracting(Instance::id).containsExactly("a", "c", "b");
    }

    @Test
    void aSnapshotNeverChanges() {
        put(Instance.of("a", 1));
        Snapshot before = store.snapshot();

        put(Instance.of("a", 2), Instance.of("b", 1));

        assertThat(before.all(INSTANCES, Watches.NONE)).containsExactly(Instance.of("a", 1));
        assertThat(before.count(INSTANCES)).isEqualTo(1);
    }

    @Test
    void anAbortedTransactionLeavesNothing() {
        put(Instance.of("a", 1));
        Snapshot before = store.snapshot();

        try (WriteTransaction transaction = store.begin()) {
            transaction.put(INSTANCES, Instance.of("a", 2));
            transaction.delete(INSTANCES, key("a"));
        }

        assertThat(store.snapshot()).isSameAs(before);
    }

    @Test
    void readsItsOwnWrites() {
        try (WriteTransaction transaction = store.begin()) {
            transaction.put(INSTANCES, Instance.inGroup("a", "g"));

            assertThat(transaction.get(INSTANCES, key("a"), Watches.NONE)).isNotNull();
            assertThat(transaction.count(INSTANCES)).isEqualTo(1);
            assertThat(store.snapshot().count(INSTANCES)).isZero();
        }
    }

    @Test
    void iteratesOverTheStateAtTheTimeOfTheCall() {
        try (WriteTransaction transaction = store.begin()) {
            transaction.put(INSTANCES, Instance.inGroup("a", "g"));
            transaction.put(INSTANCES, Instance.inGroup("b", "g"));
            Iterable<Instance> rows = transaction.lookup(INSTANCES, BY_GROUP, key("g"), Watches.NONE);

            transaction.deletePrefix(INSTANCES, Key.EMPTY);
            transaction.put(INSTANCES, Instance.inGroup("c", "g"));

            assertThat(rows).extracting(Instance::id).containsExactly("a", "b");
            assertThat(transaction.lookup(INSTANCES, BY_GROUP, key("g"), Watches.NONE))
                    .extracting(Instance::id)
                    .containsExactly("c");
        }
    }

    @Test
    void findsTheLongestPrefix() {
        put(Instance.of("a", 1), Instance.of("abc", 1), Instance.of("abd", 1));

        Snapshot now = store.snapshot();

        assertThat(now.longestPrefix(INSTANCES, key("abcd"), Watches.NONE)).isEqualTo(Instance.of("abc", 1));
        assertThat(now.longestPrefix(INSTANCES, key("abx"), Watches.NONE)).isEqualTo(Instance.of("a", 1));
        assertThat(now.longestPrefix(INSTANCES, key("b"), Watches.NONE)).isNull();
    }

    @Test
    void refusesASecondRowWithAUniqueKeyAndChangesNothing() {
        put(new Instance("a", "s", "g", List.of(), 1));

        try (WriteTransaction transaction = store.begin()) {
            Instance second = new Instance("b", "s", "g", List.of(), 1);
            assertThatThrownBy(() -> transaction.put(INSTANCES, second))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("table \"instances\": unique index \"serial\" has another row with key \"s\"");
            transaction.commit();
        }

        assertThat(store.snapshot().all(INSTANCES, Watches.NONE)).hasSize(1);
        assertThat(store.snapshot().lookup(INSTANCES, BY_GROUP, key("g"), Watches.NONE))
                .hasSize(1);
    }

    @Test
    void refusesASecondWriter() {
        try (WriteTransaction _ = store.begin()) {
            assertThatThrownBy(store::begin).isInstanceOf(IllegalStateException.class);
        }

        store.begin().close();
    }

    @Test
    void refusesWritesAfterTheEnd() {
        WriteTransaction transaction = store.begin();
        transaction.commit();

        assertThatThrownBy(() -> transaction.put(INSTANCES, Instance.of("a", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the write transaction has ended");
    }

    @Test
    void refusesWhatItDoesNotHave() {
        Table<Instance> stranger = Table.of("strangers", BY_ID);

        assertThatThrownBy(() -> store.snapshot().get(stranger, key("a"), Watches.NONE))
                .hasMessage("the store has no table \"strangers\"");
        assertThatThrownBy(() -> stranger.position(BY_GROUP)).hasMessage("table \"strangers\" has no index \"group\"");
    }

    @Test
    void puttingTheStoredObjectPublishesNothing() {
        Instance row = Instance.of("a", 1);
        put(row);
        Snapshot before = store.snapshot();

        put(row);

        assertThat(store.snapshot()).isSameAs(before);
    }

    @Test
    void replacingEverythingStartsFromNothing() {
        put(Instance.inGroup("a", "g"), Instance.inGroup("b", "g"));

        try (WriteTransaction transaction = store.begin()) {
            transaction.replaceAll();
            transaction.put(INSTANCES, Instance.inGroup("c", "h"));
            transaction.commit();
        }

        assertThat(store.snapshot().all(INSTANCES, Watches.NONE)).containsExactly(Instance.inGroup("c", "h"));
        assertThat(store.snapshot().scan(INSTANCES, BY_GROUP, Key.EMPTY, Watches.NONE))
                .hasSize(1);
    }

    private void put(Instance... rows) {
        try (WriteTransaction transaction = store.begin()) {
            for (Instance row : rows) {
                transaction.put(INSTANCES, row);
            }
            transaction.commit();
        }
    }
}
