package io.praetor.server.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvOp;
import io.praetor.model.kv.KvsRequest;
import io.praetor.model.operator.TransferLeaderRequest;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.testing.TestDatacenter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A cluster over real server ports.
class PortClusterTest {
    /// So long that a test that waited for it would fail.
    private static final Duration LONG = Duration.ofMinutes(5);

    @TempDir
    Path directory;

    private static void put(TestDatacenter cluster, String key) throws Exception {
        KvEntry entry = new KvEntry(0, key, 0, Bytes.of("v"), "", 0, 0);
        cluster.server(cluster.leader())
                .kvs()
                .apply(new KvsRequest("", KvOp.SET, entry, ""))
                .get(60, TimeUnit.SECONDS);
    }

    @Test
    void aLeaderThatIsKilledIsReplacedWithoutWaitingForItsSilence() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory, true, LONG)) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "before");
            String old = cluster.leader();

            cluster.kill(old);

            put(cluster, "after");
            assertThat(cluster.leader()).isNotEqualTo(old);
        }
    }

    @Test
    void aServerThatMovedIsReachedWhereGossipSaysItIs() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory, true, Duration.ofSeconds(5))) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "k");
            String moved = cluster.leader().equals("n3") ? "n2" : "n3";
            String before = cluster.address(moved);
            cluster.kill(moved);

            // on another port, with what it had
            Server server = cluster.start(moved, UnaryOperator.identity(), Map.of());

            assertThat(cluster.address(moved)).isNotEqualTo(before);
            TestDatacenter.await("the address to be known", () -> peers(cluster).contains(cluster.address(moved)));
            String leader = cluster.leader();
            put(cluster, "k2");
            TestDatacenter.await(
                    "it to follow",
                    () -> server.raftStats().lastIndex()
                            >= cluster.server(leader).raftStats().lastIndex());
        }
    }

    private static List<String> peers(TestDatacenter cluster) {
        return cluster.server(cluster.leader()).status().peers(null).join();
    }

    @Test
    void autopilotHearsFromAllServersOverTheirPorts() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory, true, Duration.ofSeconds(5))) {
            cluster.expect("n1", "n2", "n3");

            TestDatacenter.await("all servers to be healthy", () -> {
                var health = cluster.server(cluster.leader())
                        .operator()
                        .autopilotHealth(ReadOptions.NOW)
                        .join();
                return health.healthy()
                        && health.failureTolerance() == 1
                        && Objects.requireNonNull(health.servers()).size() == 3;
            });
        }
    }

    @Test
    void aFollowerPassesTheWishForAnotherLeaderOn() throws Exception {
        try (TestDatacenter cluster = new TestDatacenter(directory, true, Duration.ofSeconds(5))) {
            cluster.expect("n1", "n2", "n3");
            put(cluster, "k");
            String old = cluster.leader();
            String wanted = old.equals("n3") ? "n2" : "n3";

            var answer = cluster.server(wanted)
                    .operator()
                    .transferLeader(new TransferLeaderRequest("dc1", TestDatacenter.id(wanted), ""))
                    .get(60, TimeUnit.SECONDS);

            assertThat(answer.success()).isTrue();
            TestDatacenter.await("the wanted leader", () -> cluster.leader().equals(wanted));
        }
    }
}
