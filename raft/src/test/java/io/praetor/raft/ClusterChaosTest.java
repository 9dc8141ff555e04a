package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Servers are cut off, let back, stopped and started again while commands come in: none that was acknowledged is lost,
/// and all servers agree in the end.
class ClusterChaosTest {

    private static final List<String> IDS = List.of("a", "b", "c");

    /// So short that leaders change by chance as well.
    private static final Duration ELECTION = Duration.ofMillis(300);

    static LongStream seeds() {
        return LongStream.rangeClosed(1, Integer.getInteger("praetor.chaos.seeds", 1));
    }

    @TempDir
    Path directory;

    private final Queue<String> acknowledged = new ConcurrentLinkedQueue<>();

    private RaftSettings settings(String id) {
        return TestServer.settings(id, directory.resolve(id), ELECTION);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingAcknowledgedIsLostAndAllAgree(long seed) throws Exception {
        SplittableRandom random = new SplittableRandom(seed);
        try (TestCluster cluster = new TestCluster()) {
            for (String id : IDS) {
                cluster.start(settings(id));
            }
            for (String id : IDS) {
                cluster.server(id)
                        .log()
                        .bootstrap(IDS.stream().map(TestServer::address).toList())
                        .get(60, TimeUnit.SECONDS);
            }
            AtomicBoolean stop = new AtomicBoolean();
            Thread client = Thread.ofPlatform().start(() -> propose(cluster, stop));

            for (int round = 0; round < 6; round++) {
                int before = acknowledged.size();
                disturb(cluster, random);
                Eventually.await("progress in round " + round, () -> acknowledged.size() > before + 20);
                IDS.forEach(cluster.network()::heal);
            }
            stop.set(true);
            client.join();

            String end = ":" + proposeTheEnd(cluster);
            for (String id : IDS) {
                Eventually.await(
                        id + " to see the end",
                        () -> !cluster.server(id).machine().applied().isEmpty()
                                && cluster.server(id)
                                        .machine()
                                        .applied()
                                        .getLast()
                                        .endsWith(end));
            }
            List<String> applied = cluster.server("a").machine().applied();
            assertThat(cluster.server("b").machine().applied()).isEqualTo(applied);
            assertThat(cluster.server("c").machine().applied()).isEqualTo(applied);
            assertThat(applied).containsAll(acknowledged).doesNotHaveDuplicates();
        }
    }

    /// The last command of all, which one that may have been lost is not: it goes by another name each time.
    private static String proposeTheEnd(TestCluster cluster) throws Exception {
        for (int attempt = 0; ; attempt++) {
            try {
                cluster.propose("end" + attempt);
                return "end" + attempt;
            } catch (ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(OutcomeUnknownException.class);
            }
        }
    }

    private void disturb(TestCluster cluster, SplittableRandom random) throws Exception {
        String victim = random.nextBoolean() ? cluster.leader() : IDS.get(random.nextInt(IDS.size()));
        switch (random.nextInt(3)) {
            case 0 -> cluster.network().cutOff(victim);
            case 1 ->
                cluster.server(victim).log().snapshot().exceptionally(_ -> -1L).get(60, TimeUnit.SECONDS);
            default -> {
                cluster.stop(victim);
                cluster.start(settings(victim));
            }
        }
    }

    private void propose(TestCluster cluster, AtomicBoolean stop) {
        int next = 0;
        while (!stop.get()) {
            String command = "c" + next++;
            for (TestServer server : cluster.servers()) {
                try {
                    acknowledged.add(
                            server.log().propose(TestServer.bytes(command)).get(5, TimeUnit.SECONDS) + "");
                    break;
                } catch (ExecutionException e) {
                    if (e.getCause() instanceof OutcomeUnknownException) {
                        break;
                    }
                } catch (TimeoutException e) {
                    break;
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }
}
