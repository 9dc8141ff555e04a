package io.praetor.store;

import static io.praetor.store.Instance.BY_GROUP;
import static io.praetor.store.Instance.BY_ID;
import static io.praetor.store.Instance.BY_LABEL;
import static io.praetor.store.Instance.BY_SERIAL;
import static io.praetor.store.Instance.INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random transactions against [NaiveTable]: with aborts, unique keys that collide, iterables read late and snapshots
/// read again at the end.
class StoreOracleTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void answersAsTheNaiveTableDoes(int seed) {
        Chance chance = new Chance(seed);
        Store store = new Store(List.of(INSTANCES), Runnable::run);
        NaiveTable naive = new NaiveTable();
        Map<Snapshot, NaiveTable> kept = new LinkedHashMap<>();

        for (int round = 0; round < 60; round++) {
            NaiveTable inside = naive.copy();
            try (WriteTransaction transaction = store.begin()) {
                transact(chance, transaction, inside);
                if (chance.oneIn(4)) {
                    transaction.abort();
                } else {
                    transaction.commit();
                    naive = inside;
                }
            }
            checkRandomly(chance, store.snapshot(), naive);
            if (chance.oneIn(5)) {
                kept.put(store.snapshot(), naive.copy());
            }
        }

        kept.forEach(StoreOracleTest::checkWholly);
        checkWholly(store.snapshot(), naive);
    }

    private static void transact(Chance chance, WriteTransaction transaction, NaiveTable naive) {
        List<Iterable<Instance>> lazy = new ArrayList<>();
        List<List<Instance>> expected = new ArrayList<>();
        for (int step = chance.below(40); step > 0; step--) {
            Changing.step(chance, transaction, naive);
            checkRandomly(chance, transaction, naive);
            if (chance.oneIn(10)) {
                Key prefix = chance.key();
                lazy.add(transaction.scan(INSTANCES, BY_LABEL, prefix, Watches.NONE));
                expected.add(naive.scan(BY_LABEL, prefix));
            }
        }
        for (int i = 0; i < lazy.size(); i++) {
            assertThat(lazy.get(i)).containsExactlyElementsOf(expected.get(i));
        }
    }

    private static void checkRandomly(Chance chance, Reader reader, NaiveTable naive) {
        assertThat(reader.count(INSTANCES)).isEqualTo(naive.count());
        for (int i = 0; i < 5; i++) {
            Query query = chance.query();
            assertThat(query.ask(reader, Watches.NONE)).as("%s", query).isEqualTo(query.ask(naive));
        }
    }

    private static void checkWholly(Snapshot snapshot, NaiveTable naive) {
        for (Index<Instance> index : List.of(BY_ID, BY_SERIAL, BY_GROUP, BY_LABEL)) {
            Query everything = new Query.Scan(index, Key.EMPTY);
            assertThat(everything.ask(snapshot, Watches.NONE)).isEqualTo(everything.ask(naive));
        }
        assertThat(snapshot.count(INSTANCES)).isEqualTo(naive.count());
    }
}
