package io.praetor.store;

import static io.praetor.store.Instance.INSTANCES;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Random queries wait while random transactions commit: whoever's answer changed is woken, and nobody is woken by rows
/// that are not his.
class WatchOracleTest {
    static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void wakesWhomAChangeConcernsAndNobodyElse(int seed) {
        Chance chance = new Chance(seed);
        Store store = new Store(List.of(INSTANCES), Runnable::run);
        NaiveTable naive = new NaiveTable();
        List<Parked> parked = new ArrayList<>();

        for (int round = 0; round < 120; round++) {
            while (parked.size() < 60) {
                parked.add(Parked.on(store.snapshot(), naive, chance, Watches.DEFAULT_LIMIT));
            }
            List<Instance> touched = commit(chance, store, naive);
            for (Parked query : parked) {
                if (query.answerChanged(naive)) {
                    assertThat(query.watches.fired()).as("%s", query.queries).isTrue();
                }
                if (query.watches.fired()) {
                    assertThat(touched).as("%s", query.queries).anyMatch(query::concerns);
                }
            }
            leave(chance, parked, naive);
        }

        parked.forEach(query -> query.watches.close());
        assertThat(store.watchedCells()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void missesNothingAboveTheLimit(int seed) {
        Chance chance = new Chance(seed);
        Store store = new Store(List.of(INSTANCES), Runnable::run);
        NaiveTable naive = new NaiveTable();

        for (int round = 0; round < 120; round++) {
            Parked query = Parked.on(store.snapshot(), naive, chance, 1);
            assertThat(query.watches.size()).isLessThanOrEqualTo(2);

            commit(chance, store, naive);

            if (query.answerChanged(naive)) {
                assertThat(query.watches.fired()).as("%s", query.queries).isTrue();
            }
            query.watches.close();
        }

        assertThat(store.watchedCells()).isZero();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void firesForChangesBetweenTheSnapshotAndTheRead(int seed) {
        Chance chance = new Chance(seed);
        Store store = new Store(List.of(INSTANCES), Runnable::run);
        NaiveTable naive = new NaiveTable();

        for (int round = 0; round < 120; round++) {
            Snapshot old = store.snapshot();
            NaiveTable then = naive.copy();
            commit(chance, store, naive);
            commit(chance, store, naive);

            Parked query = Parked.on(old, then, chance, Watches.DEFAULT_LIMIT);

            if (query.answerChanged(naive)) {
                assertThat(query.watches.fired()).as("%s", query.queries).isTrue();
            }
            query.watches.close();
        }

        assertThat(store.watchedCells()).isZero();
    }

    /// Answers the rows that came or went.
    private static List<Instance> commit(Chance chance, Store store, NaiveTable naive) {
        List<Instance> touched = new ArrayList<>();
        try (WriteTransaction transaction = store.begin()) {
            for (int step = chance.below(4); step >= 0; step--) {
                touched.addAll(Changing.step(chance, transaction, naive));
            }
            transaction.commit();
        }
        return touched;
    }

    private static void leave(Chance chance, List<Parked> parked, NaiveTable naive) {
        parked.removeIf(query -> {
            boolean gone = query.watches.fired() || chance.oneIn(20);
            if (gone) {
                query.watches.close();
            }
            return gone;
        });
        for (Parked query : parked) {
            assertThat(query.answerChanged(naive)).isFalse();
        }
    }

    /// An evaluation of some queries that waits.
    private record Parked(List<Query> queries, List<List<Instance>> answers, Watches watches) {
        static Parked on(Snapshot snapshot, NaiveTable naive, Chance chance, int limit) {
            List<Query> queries = new ArrayList<>();
            List<List<Instance>> answers = new ArrayList<>();
            Watches watches = new Watches(limit);
            for (int i = chance.below(3); i >= 0; i--) {
                Query query = chance.query();
                queries.add(query);
                answers.add(query.ask(snapshot, watches));
                assertThat(answers.getLast()).isEqualTo(query.ask(naive));
            }
            return new Parked(queries, answers, watches);
        }

        boolean answerChanged(NaiveTable naive) {
            for (int i = 0; i < queries.size(); i++) {
                if (!queries.get(i).ask(naive).equals(answers.get(i))) {
                    return true;
                }
            }
            return false;
        }

        boolean concerns(Instance row) {
            return queries.stream().anyMatch(query -> query.concerns(row));
        }
    }
}
