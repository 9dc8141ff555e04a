package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LeaderWatchTest {

    /// So long that a test that waited for it would fail.
    private static final Duration LONG = Duration.ofMinutes(2);

    private static RaftSettings settings(String id) {
        return TestServer.settings(id, null, LONG);
    }

    private static TestCluster cluster() throws Exception {
        TestCluster cluster = TestCluster.of(List.of(settings("a"), settings("b"), settings("c")));
        cluster.propose("x");
        cluster.awaitApplied(1);
        return cluster;
    }

    @Test
    void aNewClusterDoesNotWaitForALeaderThatCannotBe() throws Exception {
        try (TestCluster cluster = cluster()) {
            assertThat(cluster.servers()).hasSize(3);
        }
    }

    @Test
    void theOthersElectAtOnceWhenTheLeadersProcessEnds() throws Exception {
        try (TestCluster cluster = cluster()) {
            String old = cluster.leader();
            cluster.server(old).vanish();
            cluster.stop(old);

            cluster.propose("y");

            assertThat(cluster.leader()).isNotEqualTo(old);
            cluster.awaitApplied(2);
        }
    }

    @Test
    void aLeaderThatIsOnlyCutOffIsGivenItsTime() throws Exception {
        try (TestCluster cluster = cluster()) {
            String old = cluster.leader();
            cluster.network().cutOff(old);
            cluster.network().heal(old);

            cluster.propose("y");

            assertThat(cluster.leader()).isEqualTo(old);
            assertThat(cluster.server(old).listener().events()).hasSize(1);
        }
    }
}
