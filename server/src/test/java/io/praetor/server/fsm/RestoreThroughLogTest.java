package io.praetor.server.fsm;

import static io.praetor.server.state.Fixtures.kv;
import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.log.CommandType;
import io.praetor.store.Watches;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A restore asked for through the API: pieces of the state as commands.
class RestoreThroughLogTest {
    private static TestMachine machineWith(String key, int commands) {
        TestMachine machine = new TestMachine();
        for (int i = 0; i < commands; i++) {
            set(machine, key, "v" + i);
        }
        return machine;
    }

    private static void set(TestMachine machine, String key, String value) {
        machine.apply(CommandType.KVS, KvsRequest.CODEC, new KvsRequest("dc1", KvOp.SET, kv(key, value), ""));
    }

    private static KvEntry there(TestMachine machine, String key) {
        return Objects.requireNonNull(machine.now().kv().get(key, Watches.NONE).value());
    }

    @Test
    void replacesEverythingAtAnIndexAboveAnyBefore() {
        byte[] archive = machineWith("theirs", 100).portable();
        TestMachine machine = machineWith("ours", 10);

        assertThat(machine.restoreThroughLog(archive, 64)).isNull();

        assertThat(machine.now().kv().get("ours", Watches.NONE).value()).isNull();
        assertThat(there(machine, "theirs").modifyIndex()).isEqualTo(100);
        assertThat(machine.machine.lastIndex()).isEqualTo(101);
        set(machine, "next", "v");
        assertThat(there(machine, "next").modifyIndex()).isEqualTo(102);
    }

    @Test
    void keepsTheLogsOwnIndexWhereThatIsLarger() {
        byte[] archive = machineWith("theirs", 3).portable();
        TestMachine machine = machineWith("ours", 10);

        assertThat(machine.restoreThroughLog(archive, 1 << 20)).isNull();

        assertThat(machine.machine.lastIndex()).isEqualTo(machine.logIndex);
    }

    @Test
    void carriesTheIndexBaseThroughSnapshotsOfTheLogButNotIntoArchives() throws Exception {
        TestMachine machine = machineWith("ours", 1);
        machine.restoreThroughLog(machineWith("theirs", 100).portable(), 1 << 20);

        TestMachine successor = machine.successor();
        set(machine, "k", "v");
        set(successor, "k", "v");

        assertThat(successor.everything()).isEqualTo(machine.everything());
        assertThat(new TestMachine().restoreThroughLog(machine.portable(), 1 << 20))
                .isNull();
        assertThat(new TestMachine().restoreThroughLog(machine.snapshot(), 1 << 20))
                .isInstanceOf(StateError.class);
    }

    @Test
    void goesOnInAServerThatStartedFromASnapshotInBetween() throws Exception {
        byte[] archive = machineWith("theirs", 50).portable();
        int half = archive.length / 2;
        TestMachine machine = machineWith("ours", 1);
        machine.apply(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin("r", 0));
        chunk(machine, 0, archive, 0, half);
        TestMachine successor = machine.successor();

        for (TestMachine each : new TestMachine[] {machine, successor}) {
            assertThat(chunk(each, 1, archive, half, archive.length)).isNull();
            assertThat(each.apply(
                            CommandType.RESTORE_COMMIT,
                            RestoreCommit.CODEC,
                            new RestoreCommit("r", TestMachine.sha256(archive))))
                    .isNull();
        }

        assertThat(successor.everything()).isEqualTo(machine.everything());
        assertThat(there(successor, "theirs").modifyIndex()).isEqualTo(50);
    }

    private static @org.jspecify.annotations.Nullable Object chunk(
            TestMachine machine, int sequence, byte[] state, int from, int to) {
        Bytes data = Bytes.of(java.util.Arrays.copyOfRange(state, from, to));
        return machine.apply(CommandType.RESTORE_CHUNK, RestoreChunk.CODEC, new RestoreChunk("r", sequence, data));
    }

    @Test
    void isDroppedWhenTheTermChanges() {
        byte[] archive = machineWith("theirs", 5).portable();
        TestMachine machine = machineWith("ours", 1);
        machine.apply(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin("r", 0));
        machine.term++;

        assertThat(chunk(machine, 0, archive, 0, archive.length))
                .isEqualTo(new StateError("no restore \"r\" is in progress"));
        assertThat(there(machine, "ours")).isNotNull();
    }

    @Test
    void changesNothingWhenPiecesAreMissingOrDamaged() {
        byte[] archive = machineWith("theirs", 5).portable();
        TestMachine machine = machineWith("ours", 1);

        assertThat(machine.apply(CommandType.RESTORE_COMMIT, RestoreCommit.CODEC, new RestoreCommit("r", null)))
                .isEqualTo(new StateError("no restore \"r\" is in progress"));
        machine.apply(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin("r", 0));
        assertThat(chunk(machine, 1, archive, 0, archive.length))
                .isEqualTo(new StateError("expected piece 0 of restore \"r\", got 1"));
        machine.apply(CommandType.RESTORE_BEGIN, RestoreBegin.CODEC, new RestoreBegin("r", 0));
        chunk(machine, 0, archive, 0, archive.length);
        assertThat(machine.apply(
                        CommandType.RESTORE_COMMIT,
                        RestoreCommit.CODEC,
                        new RestoreCommit("r", TestMachine.sha256(new byte[1]))))
                .isEqualTo(new StateError("restore \"r\" did not come whole: its hash is wrong"));

        assertThat(there(machine, "ours")).isNotNull();
        assertThat(machine.now().kv().get("theirs", Watches.NONE).value()).isNull();
    }

    @Test
    void changesNothingWhenTheStateIsNotSound() {
        byte[] noise = new byte[1000];
        new Random(1).nextBytes(noise);
        TestMachine machine = machineWith("ours", 1);

        assertThat(machine.restoreThroughLog(noise, 100)).isInstanceOf(StateError.class);

        assertThat(there(machine, "ours")).isNotNull();
    }
}
