package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftRecoveryTest {

    /// Who is started again waits for it before it stands for election.
    private static final Duration ELECTION = Duration.ofSeconds(2);

    @TempDir
    Path directory;

    private RaftSettings settings(String id) {
        return TestServer.settings(id, directory.resolve(id), ELECTION);
    }

    private List<RaftSettings> settings(String... ids) {
        List<RaftSettings> all = new ArrayList<>();
        for (String id : ids) {
            all.add(settings(id));
        }
        return all;
    }

    private static RaftRecovery.Entry entry(String id, boolean voter) {
        return new RaftRecovery.Entry(id, TestServer.address(id).address(), voter);
    }

    private void recover(String id, RaftRecovery.Entry... entries) throws RaftStartException {
        RaftRecovery.recover(settings(id), List.of(entries), new SplittableRandom(3));
    }

    @Test
    void theLastServerGoesOnAloneWithEverythingItHad() throws Exception {
        try (TestCluster cluster = TestCluster.of(settings("a", "b", "c"))) {
            cluster.propose("x");
            cluster.awaitApplied(1);
        }

        recover("a", entry("a", true));

        try (TestCluster cluster = new TestCluster()) {
            TestServer a = cluster.start(settings("a"));
            a.awaitLeader();
            cluster.propose("y");
            assertThat(a.machine().applied()).hasSize(2);
            assertThat(a.log().membership().members()).extracting(Member::id).containsExactly("a");
        }
        try (TestCluster cluster = new TestCluster()) {
            TestServer again = cluster.start(settings("a"));
            again.awaitLeader();
            assertThat(again.log().membership().members())
                    .extracting(Member::id)
                    .containsExactly("a");
        }
    }

    @Test
    void twoOfFiveGoOnAfterASnapshotAndTakeANewcomerIn() throws Exception {
        try (TestCluster cluster = TestCluster.of(settings("a", "b", "c", "d", "e"))) {
            for (int i = 0; i < 20; i++) {
                cluster.propose("c" + i);
            }
            cluster.awaitApplied(20);
            for (TestServer server : cluster.servers()) {
                server.log().snapshot().get(60, TimeUnit.SECONDS);
            }
            cluster.propose("c20");
            cluster.awaitApplied(21);
        }

        recover("a", entry("a", true), entry("b", true));
        recover("b", entry("a", true), entry("b", true));

        try (TestCluster cluster = new TestCluster()) {
            cluster.start(settings("a"));
            cluster.start(settings("b"));
            cluster.propose("c21");
            cluster.awaitApplied(22);
            cluster.start(TestServer.settings("f", null, false));
            ReplicatedLog leader = cluster.server(cluster.leader()).log();
            leader.addLearner(TestServer.address("f")).get(60, TimeUnit.SECONDS);
            leader.promote("f").get(60, TimeUnit.SECONDS);
            assertThat(leader.membership().members()).extracting(Member::id).containsExactly("a", "b", "f");
            cluster.awaitApplied(22);
        }
    }

    @Test
    void aNonVoterOfTheNewConfigurationOnlyReceives() throws Exception {
        try (TestCluster cluster = TestCluster.of(settings("a", "b", "c"))) {
            cluster.propose("x");
            cluster.awaitApplied(1);
        }

        recover("a", entry("a", true), entry("b", false));
        recover("b", entry("a", true), entry("b", false));

        try (TestCluster cluster = new TestCluster()) {
            cluster.start(settings("a"));
            TestServer b = cluster.start(settings("b"));
            cluster.propose("y");
            cluster.awaitApplied(2);
            assertThat(b.log().membership().members())
                    .extracting(Member::id, Member::voter)
                    .containsExactly(tuple("a", true), tuple("b", false));
        }
    }

    @Test
    void addressesAloneAreEnoughWhereTheServersWereSeen() throws Exception {
        try (TestCluster cluster = TestCluster.of(settings("a", "b", "c"))) {
            cluster.propose("x");
        }

        List<Member> members = RaftRecovery.recover(
                settings("a"),
                List.of(
                        new RaftRecovery.Entry("", TestServer.address("a").address(), true),
                        new RaftRecovery.Entry("", TestServer.address("b").address(), true)),
                new SplittableRandom(3));

        assertThat(members).extracting(Member::id).containsExactly("a", "b");
    }

    @Test
    void anAddressNobodyWasSeenAtIsRefused() throws Exception {
        try (TestCluster cluster = TestCluster.of(List.of(settings("a")))) {
            cluster.propose("x");
        }

        assertThatThrownBy(() -> recover("a", new RaftRecovery.Entry("", "10.0.0.9:8300", true)))
                .isInstanceOf(RaftStartException.class)
                .hasMessageContaining("10.0.0.9:8300");
    }

    @Test
    void aServerThatKnowsNothingIsNotRecovered() throws Exception {
        Files.createDirectories(directory.resolve("a"));

        assertThatThrownBy(() -> recover("a", entry("a", true)))
                .hasMessageContaining("refused to recover cluster with no initial state");
    }

    @Test
    void aConfigurationWithoutVotersOrWithTheSameServerTwiceIsRefused() throws Exception {
        try (TestCluster cluster = TestCluster.of(List.of(settings("a")))) {
            cluster.propose("x");
        }

        assertThatThrownBy(() -> recover("a", entry("a", false))).hasMessageContaining("no voter");
        assertThatThrownBy(() -> recover("a", entry("a", true), entry("a", true)))
                .hasMessageContaining("\"a\" is named twice");
    }

    @Test
    void aServerBootstrappedBeforeItWasStoppedStillKnowsWhoVotesAndWhereTheyAre() throws Exception {
        List<PeerAddress> voters = List.of(TestServer.address("a"), TestServer.address("b"), TestServer.address("c"));
        try (TestCluster cluster = new TestCluster()) {
            // alone it cannot elect itself, so nothing of this comes into its log
            cluster.start(settings("a")).log().bootstrap(voters).get(60, TimeUnit.SECONDS);
        }

        try (TestCluster cluster = new TestCluster()) {
            TestServer a = cluster.start(settings("a"));
            assertThat(a.log().membership().members())
                    .extracting(Member::id, Member::address)
                    .containsExactly(
                            tuple("a", voters.get(0).address()),
                            tuple("b", voters.get(1).address()),
                            tuple("c", voters.get(2).address()));
        }
    }
}
