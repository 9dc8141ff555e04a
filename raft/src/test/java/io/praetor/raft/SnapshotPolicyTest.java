package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Snapshots come by themselves, and the log does not grow for ever.
class SnapshotPolicyTest {

    private static RaftSettings settings(@Nullable Path directory, long entries, long bytes, long trailing) {
        return new RaftSettings(
                TestServer.address("a"),
                directory,
                true,
                TestServer.ELECTION,
                entries,
                bytes,
                Duration.ofSeconds(1),
                trailing,
                RaftSettings.MIN_SEGMENT_BYTES);
    }

    private static TestServer start(RaftSettings settings) throws RaftStartException {
        TestServer server = TestServer.start(settings, new LoopbackTransport.Network());
        server.awaitLeader();
        return server;
    }

    @Test
    void aSnapshotIsTakenWhenEnoughEntriesHaveGathered(@TempDir Path directory) throws Exception {
        try (TestServer server = start(settings(directory, 50, 1 << 30, 0))) {
            for (int i = 0; i < 60; i++) {
                server.propose("c" + i);
            }

            Eventually.await("a snapshot", () -> server.log().status().lastSnapshotIndex() >= 51);
        }
    }

    @Test
    void aSnapshotIsTakenWhenEnoughBytesHaveGathered() throws Exception {
        try (TestServer server = start(settings(null, 1_000_000, 100_000, 0))) {
            for (int i = 0; i < 120; i++) {
                var _ = server.log().propose(new byte[1000]);
            }
            server.propose("last");

            Eventually.await("a snapshot", () -> server.log().status().lastSnapshotIndex() >= 100);
        }
    }

    @Test
    void entriesThatAreToStayPutTheSnapshotOff() throws Exception {
        try (TestServer server = start(settings(null, 10, 1 << 30, 100))) {
            for (int i = 0; i < 50; i++) {
                server.propose("c" + i);
            }
            // the policy looks once a second
            server.propose("late");
            assertThat(server.log().status().lastSnapshotIndex()).isZero();
            for (int i = 0; i < 60; i++) {
                server.propose("d" + i);
            }

            Eventually.await("a snapshot", () -> server.log().status().lastSnapshotIndex() >= 100);
        }
    }

    @Test
    void theLogOnDiskStaysBoundedByItsSnapshots() throws Exception {
        SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(1));
        try (TestServer server = TestServer.singleOn(disk)) {
            for (int round = 0; round < 6; round++) {
                for (int i = 0; i < 300; i++) {
                    var _ = server.log().propose(new byte[1000]);
                }
                server.propose("end of round " + round);
                server.log().snapshot().get(60, TimeUnit.SECONDS);
            }

            // two rounds of log (one kept behind the snapshot) and a spare segment, of six
            Eventually.await("old segments to go", () -> logBytes(disk) < 3 * 330_000);
        }
    }

    private static long logBytes(SimulatedDisk disk) {
        return disk.list().stream()
                .filter(name -> name.startsWith("log-"))
                .mapToLong(disk::sizeOf)
                .sum();
    }
}
