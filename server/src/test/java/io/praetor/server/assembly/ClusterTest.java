package io.praetor.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.raft.RaftStartException;
import io.praetor.server.testing.FakeGossip;
import io.praetor.server.testing.TestDatacenter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Several servers as one cluster.
class ClusterTest {
    private static final UnaryOperator<ServerConfig> AS_IS = UnaryOperator.identity();

    @TempDir
    Path directory;

    private static void await(String what, BooleanSupplier condition) {
        TestDatacenter.await(what, condition);
    }

    @Test
    void serversThatExpectEachOtherBeginAClusterTogether() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");

            assertThat(cluster.configuration()).containsExactly("n1", "n2", "n3");
            await(
                    "nobody to expect others any more",
                    () -> List.of("n1", "n2", "n3").stream()
                            .noneMatch(name -> cluster.server(name).expectsOthers()));
            assertThat(cluster.gossip.events).contains("consul:new-leader " + cluster.leader());
        }
    }

    @Test
    void aServerThatComesLaterIsTakenInAndPromoted() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.start("n1", TestDatacenter.id("n1"), true, AS_IS, Map.of("bootstrap", "1"));
            cluster.leader();

            cluster.start("n2", config -> config.withBootstrapExpect(2), Map.of("expect", "2"));

            await("n2 to be taken in", () -> cluster.configuration().equals(List.of("(n2)", "n1")));
            await("n2 to get a vote", () -> cluster.configuration().equals(List.of("n1", "n2")));
            assertThat(cluster.server("n2").expectsOthers()).isFalse();
        }
    }

    @Test
    void aServerThatWantsNoVoteGetsNone() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.start("n1", TestDatacenter.id("n1"), true, AS_IS, Map.of());
            cluster.leader();
            cluster.start("n2", AS_IS, Map.of("nonvoter", "1"));
            cluster.start("n3", AS_IS, Map.of());

            await("n3 to get a vote", () -> cluster.configuration().equals(List.of("(n2)", "n1", "n3")));
        }
    }

    @Test
    void aFailedServerIsGivenUpAndReplacedByAnother() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            String dead = cluster.leader().equals("n3") ? "n2" : "n3";
            cluster.stop(dead);
            cluster.gossip.fail(dead);

            cluster.start("n4", AS_IS, Map.of());

            await("the dead server to go", () -> !cluster.configuration().contains(dead));
            assertThat(cluster.gossip.forced).contains(dead);
            await("n4 to get a vote", () -> cluster.configuration().contains("n4"));
        }
    }

    @Test
    void aServerWhoseDataWasLostComesBackWithAnotherIdAtTheSameAddress() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            String lost = cluster.leader().equals("n3") ? "n2" : "n3";
            cluster.stop(lost);
            cluster.gossip.fail(lost);

            cluster.start(lost, TestDatacenter.id("n9"), false, AS_IS, Map.of());

            await("it to be a voter again", () -> cluster.configuration().equals(List.of("n1", "n2", "n3")));
        }
    }

    @Test
    void aLeaderThatLeavesHandsOverAndIsTakenOut() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            String old = cluster.leader();
            Server leaving = cluster.server(old);

            leaving.leave().get(60, TimeUnit.SECONDS);
            cluster.gossip.leave(old);

            assertThat(leaving.awaitRemoval(Duration.ofSeconds(60))).isTrue();
            cluster.stop(old);
            await("two to be left", () -> cluster.configuration().size() == 2);
            assertThat(cluster.configuration()).doesNotContain(old);
        }
    }

    @Test
    void aLeaderThatStopsHandsOverAtOnce() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            String old = cluster.leader();

            cluster.stop(old);

            assertThat(cluster.leader()).isNotEqualTo(old);
        }
    }

    @Test
    void aClusterThatIsStartedAnewNeedsNoGossip() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "k", "v");
        }
        // they wait for a leader that may still be there
        try (TestDatacenter cluster = new TestDatacenter(directory, false, Duration.ofSeconds(2))) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "k2", "v");
            assertThat(cluster.configuration()).containsExactly("n1", "n2", "n3");
        }
    }

    private static void put(TestDatacenter cluster, String key, String value) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of(value), "", 0, 0);
        cluster.server(cluster.leader())
                .kvs()
                .apply(new KvsRequest("", KvOp.SET, entry, ""))
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void theServerThatIsLeftIsRecoveredByPeersJson() throws Exception {
        String stays;
        String address;
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "k", "v");
            stays = cluster.leader();
            address = cluster.address(stays);
        }
        Path raft = directory.resolve(TestDatacenter.id(stays));
        assertThat(raft.resolve("peers.info")).exists();
        Files.writeString(
                raft.resolve("peers.json"),
                "[{\"id\": \"" + TestDatacenter.id(stays) + "\", \"address\": \"" + address + "\"}]");

        try (TestDatacenter rest = new TestDatacenter(directory)) {
            rest.start(stays, AS_IS, Map.of());
            assertThat(rest.configuration()).containsExactly(stays);
        }
        assertThat(raft.resolve("peers.json")).doesNotExist();
    }

    @Test
    void aBadPeersJsonKeepsTheServerFromStartingAndSaysWhy() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.start("n1", TestDatacenter.id("n1"), true, AS_IS, Map.of());
            cluster.leader();
        }
        Path file = directory.resolve(TestDatacenter.id("n1")).resolve("peers.json");
        Files.writeString(file, "[{\"id\": \"x\"}]");

        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            assertThatThrownBy(() -> cluster.start("n1", AS_IS, Map.of()))
                    .isInstanceOf(RaftStartException.class)
                    .hasMessage("recovery by \"" + file + "\" failed: server 1 has no \"address\"");
        }
        assertThat(file).exists();
    }

    @Test
    void aPeersJsonFromBeforeTheFirstStartIsRemoved() throws Exception {
        Path raft = directory.resolve(TestDatacenter.id("n1"));
        Files.createDirectories(raft);
        Files.writeString(raft.resolve("peers.json"), "nonsense");

        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.start("n1", TestDatacenter.id("n1"), true, AS_IS, Map.of());

            assertThat(cluster.leader()).isEqualTo("n1");
        }
        assertThat(raft.resolve("peers.json")).doesNotExist();
    }

    @Test
    void aServerThatExpectsAnotherNumberKeepsAllFromBeginning() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory)) {
            cluster.gossip.join("n3", "10.0.0.3", withExpect("n3", "5"));
            Server server = cluster.start("n1", config -> config.withBootstrapExpect(1), Map.of("expect", "1"));

            assertThat(server.expectsOthers()).isTrue();
            assertThat(server.status().peers(null).get(60, TimeUnit.SECONDS)).isEmpty();
        }
    }

    private static Map<String, String> withExpect(String name, String expect) {
        Map<String, String> tags = FakeGossip.server(TestDatacenter.id(name), 8300);
        tags.put("expect", expect);
        return tags;
    }
}
