package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SingleServerTest {

    @TempDir
    Path directory;

    @Test
    void appliesWhatIsProposedInOrderAndAnswersWithTheMachinesResult() throws Exception {
        try (TestServer server = TestServer.single(null)) {
            List<CompletableFuture<?>> answers = new ArrayList<>();

            for (int i = 0; i < 1000; i++) {
                answers.add(server.log().propose(TestServer.bytes("c" + i)));
            }
            for (int i = 0; i < 1000; i++) {
                assertThat(answers.get(i).get(60, TimeUnit.SECONDS)).isEqualTo((i + 2) + ":c" + i);
            }

            assertThat(server.machine().applied()).hasSize(1000);
            assertThat(server.log().status().appliedIndex()).isEqualTo(1001);
            assertThat(server.log().status().role()).isEqualTo(Role.LEADER);
        }
    }

    @Test
    void findsItsEntriesAndIndexesAgainAfterARestart() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            for (int i = 0; i < 100; i++) {
                server.propose("c" + i);
            }
        }

        try (TestServer server = TestServer.single(directory)) {
            long index = server.log().readIndex().get(60, TimeUnit.SECONDS);

            assertThat(server.machine().applied()).hasSize(100).endsWith("101:c99");
            assertThat(index).isEqualTo(102);
            assertThat(server.propose("next")).isEqualTo("103:next");
        }
    }

    @Test
    void restoresTheSnapshotAndReplaysWhatFollowsIt() throws Exception {
        long covered;
        try (TestServer server = TestServer.single(directory)) {
            for (int i = 0; i < 50; i++) {
                server.propose("c" + i);
            }
            covered = server.log().snapshot().get(60, TimeUnit.SECONDS);
            server.propose("after");
            assertThat(server.log().status().lastSnapshotIndex()).isEqualTo(covered);
        }

        try (TestServer server = TestServer.single(directory)) {
            server.log().barrier().get(60, TimeUnit.SECONDS);

            assertThat(covered).isEqualTo(51);
            assertThat(server.machine().restores()).isEqualTo(1);
            assertThat(server.machine().applied())
                    .hasSize(51)
                    .contains("51:c49")
                    .endsWith("52:after");
            assertThat(server.log().status().lastSnapshotIndex()).isEqualTo(covered);
        }
    }

    @Test
    void tellsOfLeadershipInOrder() throws Exception {
        TestServer server = TestServer.single(null);
        Eventually.await("the listener", () -> !server.listener().events().isEmpty());

        server.close();

        assertThat(server.listener().events()).containsExactly("gained 1", "lost 1");
    }

    @Test
    void refusesEverythingOnceClosed() throws Exception {
        TestServer server = TestServer.single(null);
        server.close();
        server.close();

        assertThatThrownBy(() -> server.propose("late"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(LogUnavailableException.class);
        assertThat(server.log().isLeader()).isFalse();
        assertThat(server.log().status().role()).isEqualTo(Role.STOPPED);
        assertThat(server.log().status().writable()).isFalse();
    }

    @Test
    void stopsAndSaysSoWhenTheMachineThrows() throws Exception {
        try (TestServer server = TestServer.single(null)) {
            assertThatThrownBy(() -> server.propose(RecordingMachine.POISON))
                    .hasCauseInstanceOf(OutcomeUnknownException.class);

            Eventually.await("the failure", () -> server.listener().events().contains("failed poisoned"));
            assertThat(server.log().isLeader()).isFalse();
            assertThat(server.log().status().role()).isEqualTo(Role.STOPPED);
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            assertThat(server.log().isLeader()).isTrue();

            assertThatThrownBy(() -> TestServer.single(directory))
                    .isInstanceOf(RaftStartException.class)
                    .hasMessage("raft directory \"" + directory + "\" is used by another process");
        }
    }

    @Test
    void listsItselfAsTheOnlyMember() throws Exception {
        try (TestServer server = TestServer.single(null)) {
            Membership membership = server.log().membership();

            assertThat(membership.members())
                    .containsExactly(new Member("a", TestServer.address("a").address(), true));
            assertThat(membership.index()).isEqualTo(1);
        }
    }
}
