package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.at;
import static io.praetor.server.state.Fixtures.by;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.kv.KvEntry;
import io.praetor.model.session.Session;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Thousands of random commands on few keys and sessions: the state and [KvOracle] agree on every result, entry and
/// index.
class KvAgainstOracleTest {
    private static final int ROUNDS = 4000;
    private static final List<String> PREFIXES = List.of("", "a", "a/", "a/1", "b", "b/", "c");

    private final TestState state = new TestState();
    private final KvOracle oracle = new KvOracle();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void agrees(long seed) throws StateException {
        Random random = new Random(seed);
        state.register(node("n"));
        for (int round = 0; round < ROUNDS; round++) {
            state.nanos += random.nextInt(3);
            step(random);
            compare(random, "seed " + seed + ", round " + round);
        }
    }

    private void step(Random random) throws StateException {
        String key = PREFIXES.get(1 + random.nextInt(PREFIXES.size() - 1));
        String session = id(random.nextInt(4));
        KvEntry entry = kv(key, "v" + random.nextInt(3));
        long index = state.index + 1;
        switch (random.nextInt(12)) {
            case 0, 1 -> {
                oracle.set(index, entry);
                state.set(entry);
            }
            case 2 -> {
                KvEntry given = at(entry, guess(random, key));
                boolean written = state.run(write -> write.kv().setIfUnchanged(given) != null);
                assertThat(written).isEqualTo(oracle.cas(index, given));
            }
            case 3 -> {
                oracle.delete(index, key);
                state.delete(key);
            }
            case 4 -> {
                long guess = guess(random, key);
                boolean deleted = state.run(write -> write.kv().deleteIfUnchanged(key, guess));
                assertThat(deleted).isEqualTo(oracle.deleteCas(index, key, guess));
            }
            case 5 -> {
                String prefix = random.nextInt(8) == 0 ? "" : key;
                oracle.deleteTree(index, prefix);
                state.run(write -> {
                    write.kv().deleteTree(prefix);
                    return null;
                });
            }
            case 6, 7 -> lock(index, by(entry, session));
            case 8 -> assertThat(state.unlock(by(entry, session))).isEqualTo(oracle.unlock(index, by(entry, session)));
            case 9 -> {
                Session made = session(session, "n", random.nextBoolean() ? "release" : "delete", random.nextInt(20));
                // A session that is created again is another: the leader never does so, the state just writes it.
                if (!oracle.sessions.containsKey(session)) {
                    oracle.create(index, made);
                    state.create(made);
                }
            }
            case 10 -> {
                oracle.destroy(index, state.nanos, session);
                state.destroy(session);
            }
            default -> {
                long upTo = index - random.nextInt(30);
                oracle.reap(upTo);
                state.run(write -> {
                    write.kv().reap(Math.max(0, upTo));
                    return null;
                });
            }
        }
    }

    private long guess(Random random, String key) {
        KvEntry entry = oracle.keys.get(key);
        return entry == null || random.nextInt(3) == 0 ? random.nextInt(2) : entry.modifyIndex();
    }

    private void lock(long index, KvEntry entry) throws StateException {
        @Nullable Boolean expected = oracle.lock(index, entry);
        if (expected == null) {
            assertThat(state.refusal(write -> write.kv().lock(entry))).startsWith("invalid session");
        } else {
            assertThat(state.lock(entry)).isEqualTo(expected);
        }
    }

    private void compare(Random random, String where) {
        State now = state.now();
        String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
        assertThat(now.kv().list(prefix, Watches.NONE))
                .as(where)
                .isEqualTo(new Indexed<>(oracle.indexOf(prefix), oracle.list(prefix)));
        assertThat(now.kv().get(prefix, Watches.NONE).value()).as(where).isEqualTo(oracle.keys.get(prefix));
        assertThat(now.sessions().all(Watches.NONE))
                .as(where)
                .isEqualTo(new Indexed<>(oracle.sessionsIndex, List.copyOf(oracle.sessions.values())));
        boolean delayed = oracle.delayedUntil.getOrDefault(prefix, Long.MIN_VALUE) > state.nanos;
        assertThat(state.store.lockDelays().isActive(prefix)).as(where).isEqualTo(delayed);
    }
}
