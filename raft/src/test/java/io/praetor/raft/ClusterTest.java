package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClusterTest {

    /// For tests that wait until somebody is missed, but not so short that those are who are there.
    private static List<RaftSettings> awaitingSilence() {
        return Stream.of("a", "b", "c")
                .map(id -> TestServer.settings(id, null, Duration.ofSeconds(2)))
                .toList();
    }

    @Test
    void electsOneLeaderAndReplicatesToAll() throws Exception {
        try (TestCluster cluster = TestCluster.of("a", "b", "c")) {
            for (int i = 0; i < 200; i++) {
                cluster.propose("c" + i);
            }

            cluster.awaitApplied(200);
            List<String> expected = cluster.server("a").machine().applied();
            assertThat(cluster.server("b").machine().applied()).isEqualTo(expected);
            assertThat(cluster.server("c").machine().applied()).isEqualTo(expected);
            assertThat(cluster.server(cluster.follower()).log().status().leader())
                    .isEqualTo(TestServer.address(cluster.leader()));
        }
    }

    @Test
    void electsAnotherLeaderWhenTheLeaderStops() throws Exception {
        try (TestCluster cluster = TestCluster.of("a", "b", "c")) {
            cluster.propose("before");
            cluster.awaitApplied(1);
            String first = cluster.leader();

            cluster.stop(first);
            cluster.propose("after");

            assertThat(cluster.leader()).isNotEqualTo(first);
            cluster.awaitApplied(2);
        }
    }

    @Test
    void aFollowerRefusesToTakeCommandsAndNamesTheLeader() throws Exception {
        try (TestCluster cluster = TestCluster.of("a", "b", "c")) {
            cluster.propose("x");
            TestServer follower = cluster.server(cluster.follower());
            Eventually.await(
                    "the leader to be known", () -> follower.log().status().leader() != null);

            assertThatThrownBy(() -> follower.propose("y"))
                    .cause()
                    .isInstanceOfSatisfying(
                            NotLeaderException.class,
                            e -> assertThat(e.leaderId()).isEqualTo(cluster.leader()));
            assertThat(follower.log().isLeader()).isFalse();
            assertThat(follower.log().status().role()).isEqualTo(Role.FOLLOWER);
        }
    }

    @Test
    void aLeaderThatIsCutOffCannotConfirmThatItLeads() throws Exception {
        try (TestCluster cluster = TestCluster.of(awaitingSilence())) {
            cluster.propose("x");
            String old = cluster.leader();
            TestServer cutOff = cluster.server(old);
            assertThat(cutOff.log().readIndex().get(60, TimeUnit.SECONDS)).isPositive();

            cluster.network().cutOff(old);

            assertThatThrownBy(() -> cutOff.log().readIndex().get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(NotLeaderException.class);
            Eventually.await("the lease to end", () -> !cutOff.log().isLeader());
            Eventually.await(
                    "leadership to be lost", () -> cutOff.log().status().role() != Role.LEADER);
        }
    }

    @Test
    void aProposalToALeaderThatIsCutOffEndsUnknownAndItFollowsWhenItIsBack() throws Exception {
        try (TestCluster cluster = TestCluster.of(awaitingSilence())) {
            cluster.propose("x");
            String old = cluster.leader();
            TestServer cutOff = cluster.server(old);
            cluster.network().cutOff(old);

            assertThatThrownBy(() -> cutOff.propose("lost")).hasCauseInstanceOf(OutcomeUnknownException.class);
            cluster.propose("kept");
            cluster.network().heal(old);

            cluster.awaitApplied(2);
            assertThat(cutOff.machine().applied().getLast()).endsWith(":kept");
        }
    }

    @Test
    void aNewServerIsAddedPromotedAndRemoved() throws Exception {
        try (TestCluster cluster = TestCluster.of("a")) {
            for (int i = 0; i < 20; i++) {
                cluster.propose("c" + i);
            }
            ReplicatedLog leader = cluster.server("a").log();
            cluster.start(TestServer.settings("b", null, false));

            leader.addLearner(TestServer.address("b")).get(60, TimeUnit.SECONDS);
            cluster.awaitApplied(20);
            assertThat(cluster.server("b").log().status().role()).isEqualTo(Role.LEARNER);
            leader.promote("b").get(60, TimeUnit.SECONDS);
            cluster.propose("by both");
            cluster.awaitApplied(21);

            assertThat(leader.membership().members())
                    .extracting(Member::id, Member::voter)
                    .containsExactly(tuple("a", true), tuple("b", true));
            assertThat(cluster.server("b").log().status().role()).isEqualTo(Role.FOLLOWER);

            leader.remove("b").get(60, TimeUnit.SECONDS);
            cluster.propose("alone");
            assertThat(leader.membership().members()).extracting(Member::id).containsExactly("a");
        }
    }

    @Test
    void aPromotedServerCanLead() throws Exception {
        try (TestCluster cluster = TestCluster.of("a")) {
            cluster.propose("x");
            ReplicatedLog a = cluster.server("a").log();
            cluster.start(TestServer.settings("b", null, false));
            cluster.start(TestServer.settings("c", null, false));
            for (String id : List.of("b", "c")) {
                a.addLearner(TestServer.address(id)).get(60, TimeUnit.SECONDS);
                a.promote(id).get(60, TimeUnit.SECONDS);
            }

            a.transferLeadership("c").get(60, TimeUnit.SECONDS);

            assertThat(cluster.leader()).isEqualTo("c");
            cluster.stop("a");
            cluster.propose("y");
            cluster.awaitApplied(2);
        }
    }

    @Test
    void aServerThatWasCutOffDoesNotDisturbTheOthersWhenItIsBack() throws Exception {
        List<PeerAddress> voters = List.of(TestServer.address("a"), TestServer.address("b"), TestServer.address("c"));
        try (TestCluster cluster = new TestCluster()) {
            for (String id : List.of("a", "b")) {
                cluster.start(TestServer.settings(id, null, false));
            }
            for (String id : List.of("a", "b")) {
                cluster.server(id).log().bootstrap(voters).get(60, TimeUnit.SECONDS);
            }
            String leader = cluster.leader();
            long term = cluster.server(leader).log().status().term();
            // it alone has little patience
            TestServer away = cluster.start(TestServer.settings("c", null, Duration.ofMillis(500)));
            cluster.propose("x");
            cluster.awaitApplied(1);

            cluster.network().cutOff("c");
            Eventually.await("it to miss its leader", () -> away.log().status().leader() == null);
            cluster.network().heal("c");
            cluster.propose("y");
            cluster.awaitApplied(2);

            assertThat(cluster.leader()).isEqualTo(leader);
            assertThat(cluster.server(leader).log().status().term()).isEqualTo(term);
        }
    }

    @Test
    void aLeaderHandsOverToWhoeverIsThere() throws Exception {
        try (TestCluster cluster = TestCluster.of("a", "b", "c")) {
            cluster.propose("x");
            String old = cluster.leader();
            String dead = cluster.follower();
            cluster.server(dead).vanish();
            cluster.stop(dead);

            cluster.server(old).log().transferLeadership(null).get(60, TimeUnit.SECONDS);

            assertThat(cluster.leader()).isNotEqualTo(old);
        }
    }

    @Test
    void aLeaderThatRemovesItselfLeavesTheOthersToElect() throws Exception {
        try (TestCluster cluster = TestCluster.of("a", "b", "c")) {
            cluster.propose("x");
            String old = cluster.leader();

            cluster.server(old).log().remove(old).get(60, TimeUnit.SECONDS);
            cluster.stop(old);

            cluster.propose("y");
            assertThat(cluster.server(cluster.leader()).log().membership().members())
                    .extracting(Member::id)
                    .hasSize(2)
                    .doesNotContain(old);
        }
    }

    @Test
    void aNewcomerIsSentTheSnapshotWhenTheLogNoLongerReachesBack() throws Exception {
        try (TestCluster cluster = TestCluster.of("a")) {
            ReplicatedLog leader = cluster.server("a").log();
            for (int i = 0; i < 50; i++) {
                cluster.propose("c" + i);
            }
            leader.snapshot().get(60, TimeUnit.SECONDS);
            cluster.propose("c50");
            leader.snapshot().get(60, TimeUnit.SECONDS);
            cluster.propose("c51");
            cluster.start(TestServer.settings("b", null, false));

            leader.addLearner(TestServer.address("b")).get(60, TimeUnit.SECONDS);

            cluster.awaitApplied(52);
            assertThat(cluster.server("b").machine().restores()).isEqualTo(1);
            assertThat(cluster.server("b").machine().applied())
                    .isEqualTo(cluster.server("a").machine().applied());
            assertThat(cluster.server("b").log().status().lastSnapshotIndex())
                    .isEqualTo(leader.status().lastSnapshotIndex());
        }
    }

    @Test
    void aSecondBootstrapIsRefused() throws Exception {
        try (TestCluster cluster = TestCluster.of("a")) {
            assertThatThrownBy(() -> cluster.server("a")
                            .log()
                            .bootstrap(List.of(TestServer.address("b")))
                            .get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IllegalStateException.class);
        }
    }
}
