package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SnapshotStoreTest {

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(5));
    private final SnapshotStore store = new SnapshotStore(disk);

    private static SnapshotMeta meta(long index) {
        return SnapshotMeta.newBuilder()
                .setLastIncludedIndex(index)
                .setLastIncludedTerm(2)
                .addPeers("a:1")
                .build();
    }

    private void write(long index, String state) throws IOException {
        store.write(meta(index), out -> out.write(state.getBytes(StandardCharsets.UTF_8)));
    }

    private static String read(SimulatedDisk from, SnapshotStore.Id id) throws IOException {
        try (SnapshotFile file = new SnapshotStore(from).open(id)) {
            return new String(SnapshotStore.state(file).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void whatWasWrittenIsReadBackAfterAPowerCut() throws Exception {
        String state = "state ".repeat(200_000);
        write(10, state);

        SimulatedDisk after = disk.afterPowerCut();
        SnapshotStore.Found found = new SnapshotStore(after).inspect();

        assertThat(found.usable()).isEqualTo(new SnapshotStore.Id(10, 2));
        assertThat(read(after, found.usable())).isEqualTo(state);
        try (SnapshotFile file = new SnapshotStore(after).open(found.usable())) {
            assertThat(file.meta()).isEqualTo(meta(10));
        }
    }

    @Test
    void keepsTheNewestTwo() throws Exception {
        write(10, "a");
        write(20, "b");
        write(30, "c");

        assertThat(disk.list()).containsExactly(new SnapshotStore.Id(20, 2).name(), new SnapshotStore.Id(30, 2).name());
        assertThat(store.newest()).isEqualTo(new SnapshotStore.Id(30, 2));
    }

    @Test
    void fallsBackToTheOlderWhenTheNewerHasRotted() throws Exception {
        write(10, "older");
        write(20, "newer");
        String name = new SnapshotStore.Id(20, 2).name();
        byte[] bytes = disk.content(name);
        bytes[bytes.length / 2] ^= 1;
        disk.content(name, bytes);

        SnapshotStore.Found found = store.inspect();

        assertThat(found.usable()).isEqualTo(new SnapshotStore.Id(10, 2));
        assertThat(found.damaged()).containsExactly(new SnapshotStore.Id(20, 2));
        assertThat(disk.list()).contains(name);
        store.load(found);
        assertThat(disk.list()).doesNotContain(name);
    }

    @Test
    void aWriteThatFailsLeavesNothingAndKeepsTheOlder() throws Exception {
        write(10, "older");

        assertThatThrownBy(() -> store.write(meta(20), _ -> {
                    throw new IOException("state is broken");
                }))
                .hasMessage("state is broken");

        assertThat(disk.list()).containsExactly(new SnapshotStore.Id(10, 2).name());
        assertThat(store.newest().index()).isEqualTo(10);
    }

    @Test
    void aCrashLeavesTheOlderOrTheNewerAndNothingBroken() throws Exception {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            SimulatedDisk machine = new SimulatedDisk(random);
            SnapshotStore snapshots = new SnapshotStore(machine);
            snapshots.write(meta(10), out -> out.write(new byte[1000]));
            machine.crashAfter(random.nextInt(8));
            try {
                snapshots.write(meta(20), out -> out.write(new byte[600_000]));
            } catch (SimulatedDisk.Crash e) {
                // somewhere in the middle
            }

            SnapshotStore.Found found = new SnapshotStore(machine.afterPowerCut()).inspect();

            assertThat(found.usable().index()).isIn(10L, 20L);
            assertThat(found.damaged()).isEmpty();
        }
    }

    @Test
    void aDamagedCopyIsNotAdopted() throws Exception {
        SnapshotStore.Id id = new SnapshotStore.Id(10, 2);
        write(10, "state");
        byte[] bytes = disk.content(id.name());
        bytes[bytes.length - 20] ^= 1;
        SnapshotStore other = new SnapshotStore(new SimulatedDisk(new SplittableRandom(6)));
        try (RaftFiles.RaftFile copy = other.createCopy(id)) {
            copy.write(ByteBuffer.wrap(bytes), 0);
        }

        assertThatThrownBy(() -> other.adopt(id)).isInstanceOf(CorruptLogException.class);
        assertThat(other.newest()).isEqualTo(SnapshotStore.Id.NONE);
    }
}
