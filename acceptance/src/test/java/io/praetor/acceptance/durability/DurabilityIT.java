package io.praetor.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No acknowledged write is lost, nothing appears that nobody sent, and no index goes back, however often the server is
/// killed.
@Order(1)
class DurabilityIT {

    private static final int KILLS = 50;

    /// Every so many kills hit a server that is still starting.
    private static final int KILL_WHILE_STARTING = 7;

    private static final long SEED = Long.getLong("praetor.seed", 20261121L);

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Indexes indexes = new Indexes();
    private final List<Integer> ports = Ports.free(5);

    @Test
    @Timeout(1200)
    void keepsEveryAcknowledgedWriteOverKills() throws IOException, InterruptedException {
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            writers.add(new KvWriter(i, indexes, random.split()));
        }
        writers.add(new SessionWriter(0, indexes, random.split()));
        writers.add(new CatalogWriter(0, indexes, random.split()));
        writers.add(new CatalogWriter(1, indexes, random.split()));

        for (int kill = 1; kill <= KILLS; kill++) {
            if (kill % KILL_WHILE_STARTING == 0) {
                killWhileStarting();
                continue;
            }
            try (Agent server = launched()) {
                server.awaitReady();
                check(server, writers, kill);
                writeUntilKilled(server, writers);
            }
        }

        try (Agent server = launched()) {
            server.awaitReady();
            check(server, writers, KILLS + 1);
        }
        long writes = writers.stream()
                .mapToLong(writer -> writer.ledger.acknowledgements())
                .sum();
        assertThat(writes)
                .as("acknowledged writes, to show that there was something to lose")
                .isGreaterThan(KILLS);
    }

    /// Small limits, so that snapshots are taken and the log is cut in the middle of it all.
    private Agent launched() throws IOException {
        return Agent.launched(
                folder,
                "durable",
                ports,
                List.of(
                        "-server",
                        "-bootstrap-expect=1",
                        "-data-dir=" + folder.resolve("data"),
                        "-log-level=warn",
                        "-hcl=raft_snapshot_threshold = 300",
                        "-hcl=raft_snapshot_interval = \"100ms\"",
                        "-hcl=raft_trailing_logs = 50",
                        "-hcl=performance { raft_multiplier = 1 }"));
    }

    private void check(Agent server, List<Writer> writers, int start) throws IOException {
        List<String> wrong = new ArrayList<>();
        for (Writer writer : writers) {
            wrong.addAll(writer.settle(server));
        }
        wrong.addAll(indexes.wentBack(server));
        wrong.addAll(strangers(server));

        assertThat(wrong).as("start %d, seed %d", start, SEED).isEmpty();
    }

    /// Nodes and keys that no writer owns.
    private static List<String> strangers(Agent server) throws IOException {
        TreeSet<String> strangers = new TreeSet<>();
        for (JsonNode node : Writer.ask(server, "/v1/catalog/nodes?consistent")) {
            strangers.add("node " + node.get("Node").asText());
        }
        for (JsonNode key : Writer.ask(server, "/v1/kv/?keys&separator=/&consistent")) {
            strangers.add("keys " + key.asText());
        }
        strangers.removeAll(List.of("node durable", "node durable-node-0", "node durable-node-1", "keys durable/"));
        return List.copyOf(strangers);
    }

    private void killWhileStarting() throws IOException, InterruptedException {
        Agent starting = launched();
        try {
            Thread.sleep(random.nextInt(1000));
        } finally {
            starting.close();
        }
    }

    private void writeUntilKilled(Agent server, List<Writer> writers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(Thread.ofVirtual().start(() -> writer.run(server.http())));
        }
        Thread.sleep(20 + random.nextInt(280));
        server.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.broken()).isNull());
    }
}
