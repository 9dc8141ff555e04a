package io.praetor.server.state;

import static io.praetor.server.state.Fixtures.at;
import static io.praetor.server.state.Fixtures.by;
import static io.praetor.server.state.Fixtures.id;
import static io.praetor.server.state.Fixtures.kv;
import static io.praetor.server.state.Fixtures.node;
import static io.praetor.server.state.Fixtures.session;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.ByteText;
import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.store.Watches;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// `state-and-index.md` §8.
class KvRulesTest {
    private final TestState state = new TestState();

    @BeforeEach
    void twoSessions() throws StateException {
        state.register(node("n"));
        state.create(session(id(1), "n"));
        state.create(session(id(2), "n"));
    }

    private @Nullable KvEntry stored(String key) {
        return state.now().kv().get(key, Watches.NONE).value();
    }

    private KvEntry there(String key) {
        return Objects.requireNonNull(stored(key));
    }

    private List<KvEntry> below(String prefix) {
        return state.now().kv().list(prefix, Watches.NONE).value();
    }

    private long indexBelow(String prefix) {
        return state.now().kv().list(prefix, Watches.NONE).index();
    }

    @Test
    void keepsTheCreateIndexOfAKeyThatChanges() throws StateException {
        state.set(kv("k", "1"));
        state.set(kv("k", "2"));

        assertThat(stored("k")).isEqualTo(kv("k", "2").withIndexes(4, 5));
    }

    @Test
    void changesNothingWhenTheSameIsWrittenAgain() throws StateException {
        state.set(kv("k", "1"));
        KvEntry answer = state.set(kv("k", "1"));

        assertThat(answer.modifyIndex()).isEqualTo(4);
        assertThat(indexBelow("")).isEqualTo(4);
    }

    @Test
    void setsIfUnchanged() throws StateException {
        assertThat(cas("k", "1", 9)).isFalse();
        assertThat(cas("k", "1", 0)).isTrue();
        long index = there("k").modifyIndex();
        assertThat(cas("k", "2", 0)).isFalse();
        assertThat(cas("k", "2", index - 1)).isFalse();
        assertThat(cas("k", "2", index)).isTrue();
        assertThat(there("k").value()).isEqualTo(Bytes.of("2"));
    }

    private boolean cas(String key, String value, long index) throws StateException {
        return state.run(write -> write.kv().setIfUnchanged(at(kv(key, value), index)) != null);
    }

    @Test
    void deletesWithATombstoneOnlyWhatIsThere() throws StateException {
        state.set(kv("k", "1"));
        state.told.clear();
        state.delete("absent");
        assertThat(state.told).isEmpty();
        assertThat(indexBelow("k")).isEqualTo(4);

        state.delete("k");

        assertThat(stored("k")).isNull();
        assertThat(state.told).containsExactly("tombstones 6");
        assertThat(indexBelow("k")).isEqualTo(6);
        assertThat(state.now().operator().indexes()).containsEntry("kvs", 6L).containsEntry("tombstones", 6L);
    }

    @Test
    void countsAnAbsentKeyAsDeletedIfUnchanged() throws StateException {
        state.set(kv("k", "1"));

        assertThat(deleteCas("absent", 7)).isTrue();
        assertThat(deleteCas("k", 0)).isFalse();
        assertThat(deleteCas("k", 9)).isFalse();
        assertThat(deleteCas("k", 4)).isTrue();
        assertThat(stored("k")).isNull();
    }

    private boolean deleteCas(String key, long index) throws StateException {
        return state.run(write -> write.kv().deleteIfUnchanged(key, index));
    }

    @Test
    void deletesATreeUnderOneTombstone() throws StateException {
        for (String key : List.of("a", "a/1", "a/2", "b")) {
            state.set(kv(key, "x"));
        }
        state.told.clear();
        deleteTree("nothing");
        assertThat(state.told).isEmpty();
        deleteTree("a/");

        assertThat(below("")).extracting(KvEntry::key).containsExactly("a", "b");
        assertThat(indexBelow("a/")).isEqualTo(9);
        assertThat(state.told).containsExactly("tombstones 9");

        state.told.clear();
        deleteTree("");
        assertThat(below("")).isEmpty();
        assertThat(state.told).isEmpty();
        assertThat(indexBelow("")).isEqualTo(10);
    }

    private void deleteTree(String prefix) throws StateException {
        state.run(write -> {
            write.kv().deleteTree(prefix);
            return null;
        });
    }

    @Test
    void answersForAPrefixWithItsOwnIndexAndForNoneWithTheTables() throws StateException {
        state.set(kv("a/1", "x"));
        state.set(kv("a/2", "x"));
        state.set(kv("b", "x"));

        assertThat(indexBelow("a/")).isEqualTo(5);
        assertThat(indexBelow("b")).isEqualTo(6);
        assertThat(indexBelow("c")).isEqualTo(6);
        assertThat(state.now().kv().get("c", Watches.NONE).index()).isEqualTo(6);
        assertThat(state.now().kv().get("a/1", Watches.NONE).index()).isEqualTo(4);
    }

    @Test
    void reapsTombstonesUpToAnIndexWithoutMovingAny() throws StateException {
        state.set(kv("a", "x"));
        state.set(kv("b", "x"));
        state.delete("a");
        state.delete("b");
        state.set(kv("c", "x"));
        state.run(write -> {
            write.kv().reap(6);
            return null;
        });

        assertThat(state.now().reader().count(Tables.TOMBSTONES)).isEqualTo(1);
        assertThat(indexBelow("a")).as("falls back to the tables'").isEqualTo(8);
        assertThat(indexBelow("b")).isEqualTo(7);
        assertThat(state.now().operator().indexes()).containsEntry("tombstones", 7L);
    }

    @Test
    void locksForOneSessionAtATime() throws StateException {
        assertThat(state.lock(by(kv("k", "1"), id(1)))).isTrue();
        assertThat(stored("k")).isEqualTo(kv("k", "1").withLock(id(1), 1).withIndexes(4, 4));

        assertThat(state.lock(by(kv("k", "2"), id(2)))).isFalse();
        assertThat(state.lock(by(kv("k", "2"), id(1)))).isTrue();
        assertThat(there("k").lockIndex()).as("kept by its holder").isEqualTo(1);
        assertThat(there("k").value()).isEqualTo(Bytes.of("2"));

        assertThat(state.unlock(by(kv("k", "3"), id(2)))).isFalse();
        assertThat(state.unlock(by(kv("k", "3"), id(1)))).isTrue();
        assertThat(stored("k")).isEqualTo(kv("k", "3").withLock("", 1).withIndexes(4, 8));

        assertThat(state.lock(by(kv("k", "4"), id(2)))).isTrue();
        assertThat(there("k").lockIndex()).isEqualTo(2);
        assertThat(state.unlock(by(kv("absent", ""), id(2)))).isFalse();
    }

    @Test
    void keepsTheHolderButNotTheCountWhenAHeldKeyIsWritten() throws StateException {
        state.lock(by(kv("k", "1"), id(1)));
        state.set(kv("k", "2"));

        assertThat(there("k").session()).isEqualTo(id(1));
        assertThat(there("k").lockIndex()).isZero();
    }

    @Test
    void ignoresTheSessionOfAPlainWrite() throws StateException {
        state.set(by(kv("k", "1"), id(1)));

        assertThat(there("k").session()).isEmpty();
    }

    @Test
    void refusesLocksWithoutAValidSession() {
        assertThat(state.refusal(write -> write.kv().lock(kv("k", "")))).isEqualTo("missing session");
        assertThat(state.refusal(write -> write.kv().unlock(kv("k", "")))).isEqualTo("missing session");
        assertThat(state.refusal(write -> write.kv().lock(by(kv("k", ""), "abc"))))
                .isEqualTo("failed session lookup: index error: UUID must be 36 characters");
        assertThat(state.refusal(write -> write.kv().lock(by(kv("k", ""), id(7)))))
                .isEqualTo("invalid session \"" + id(7) + "\"");
    }

    @Test
    void tellsKeysOfAnyBytesApart() throws StateException {
        String one = ByteText.decode(new byte[] {'k', (byte) 0xff});
        String two = ByteText.decode(new byte[] {'k', (byte) 0xfe});
        state.set(kv(one, "1"));
        state.set(kv(two, "2"));
        state.set(kv("k\0", "0"));

        assertThat(below("k")).extracting(KvEntry::key).containsExactly("k\0", two, one);
    }
}
