package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// A disk that runs full or fails must neither stop the server nor lose anything.
class DiskFaultTest {

    private final SimulatedDisk disk = new SimulatedDisk(new SplittableRandom(42));
    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void refusesWritesWhileTheDiskIsFullAndGoesOnWhenThereIsSpace() throws Exception {
        try (TestServer server = TestServer.singleOn(disk)) {
            disk.capacity(disk.used() + 100_000);

            LogUnavailableException refusal = proposeUntilRefused(server);

            assertThat(refusal)
                    .hasMessageContaining("No space left on device")
                    .hasMessageContaining("writes are refused");
            LogStatus status = server.log().status();
            assertThat(status.writable()).isFalse();
            assertThat(status.refusal()).contains("No space left on device");
            assertThat(status.role()).isEqualTo(Role.LEADER);
            assertThat(server.log().isLeader()).isTrue();
            assertThat(server.log().readIndex().get(60, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(acknowledged.size());

            disk.capacity(Long.MAX_VALUE);
            Eventually.await(
                    "writes to be accepted", () -> server.log().status().writable());
            acknowledged.add((String) server.propose("again"));
        }

        assertThatAllIsThere(disk.afterPowerCut());
    }

    private LogUnavailableException proposeUntilRefused(TestServer server) throws Exception {
        while (true) {
            try {
                acknowledged.add((String) server.propose("x".repeat(1000)));
            } catch (ExecutionException e) {
                if (e.getCause() instanceof LogUnavailableException refusal) {
                    return refusal;
                }
                // the one that was under way when space ran out
                assertThat(e.getCause()).isInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    @Test
    void writesTheTailAnewWhenTheDiskFailsForAMoment() throws Exception {
        try (TestServer server = TestServer.singleOn(disk)) {
            for (int round = 0; round < 3; round++) {
                for (int i = 0; i < 20; i++) {
                    acknowledged.add((String) server.propose("r" + round + "i" + i));
                }
                disk.fail(round + 1, "Input/output error");
                acknowledged.add((String) server.propose("through " + round));
            }

            assertThat(server.listener().events()).containsExactly("gained 1");
            assertThat(server.log().status().writable()).isTrue();
        }

        assertThatAllIsThere(disk.afterPowerCut());
    }

    @Test
    void aCommandStuckOnADeadDiskEndsUnknownWhileReadsGoOn() throws Exception {
        TestServer server = TestServer.singleOn(disk);
        acknowledged.add((String) server.propose("before"));
        disk.fail(Integer.MAX_VALUE, "Input/output error");

        CompletableFuture<?> stuck = server.log().propose(TestServer.bytes("stuck"));

        assertThatThrownBy(() -> stuck.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(OutcomeUnknownException.class);
        assertThat(server.log().isLeader()).isTrue();
        assertThat(server.log().readIndex().get(60, TimeUnit.SECONDS)).isPositive();
        assertThatThrownBy(() -> server.propose("refused")).hasCauseInstanceOf(LogUnavailableException.class);
        server.close();
        assertThatAllIsThere(disk.afterPowerCut());
    }

    @Test
    void aSnapshotThatFindsNoSpaceFailsAloneAndLeavesNothingBehind() throws Exception {
        try (TestServer server = TestServer.singleOn(disk)) {
            for (int i = 0; i < 10; i++) {
                acknowledged.add((String) server.propose("x".repeat(100) + i));
            }
            disk.capacity(disk.used() + 500);

            assertThatThrownBy(() -> server.log().snapshot().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(LogUnavailableException.class)
                    .hasMessageContaining("No space left on device");

            assertThat(disk.list()).noneMatch(name -> name.startsWith("snapshot"));
            disk.capacity(Long.MAX_VALUE);
            acknowledged.add((String) server.propose("after"));
            assertThat(server.log().snapshot().get(60, TimeUnit.SECONDS)).isEqualTo(12);
            assertThat(server.listener().events()).containsExactly("gained 1");
        }

        assertThatAllIsThere(disk.afterPowerCut());
    }

    @Test
    void aLeaderWhoseDiskIsFullHandsOver() throws Exception {
        try (TestCluster cluster = new TestCluster()) {
            cluster.start(TestServer.settings("a", null, true), disk);
            cluster.propose("x");
            ReplicatedLog a = cluster.server("a").log();
            for (String id : List.of("b", "c")) {
                cluster.start(TestServer.settings(id, null, false));
                a.addLearner(TestServer.address(id)).get(60, TimeUnit.SECONDS);
                a.promote(id).get(60, TimeUnit.SECONDS);
            }

            disk.fail(Integer.MAX_VALUE, "Input/output error");
            a.propose(TestServer.bytes("y")).exceptionally(_ -> null).get(60, TimeUnit.SECONDS);

            Eventually.await("another leader", () -> !cluster.leader().equals("a"));
            cluster.propose("z");
            disk.fail(0, "");
            Eventually.await(
                    "a to follow",
                    () -> cluster.server("a").machine().applied().stream().anyMatch(line -> line.endsWith(":z")));
        }
    }

    private void assertThatAllIsThere(SimulatedDisk after) throws Exception {
        try (TestServer server = TestServer.singleOn(after)) {
            server.log().barrier().get(60, TimeUnit.SECONDS);

            assertThat(server.machine().applied()).containsAll(acknowledged);
        }
    }
}
