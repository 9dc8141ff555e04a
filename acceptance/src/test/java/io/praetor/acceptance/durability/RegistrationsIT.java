package io.praetor.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// No registration that an agent acknowledged is lost, none that it removed comes back, and the catalog comes to agree,
/// however often the agent is killed.
class RegistrationsIT {

    private static final int KILLS = 12;
    private static final long AGREEMENT_NANOS = 180_000_000_000L;
    private static final long SEED = Long.getLong("praetor.seed", 20261127L);

    @TempDir
    private Path folder;

    private final SplittableRandom random = new SplittableRandom(SEED);
    private final Indexes indexes = new Indexes();
    private final List<Integer> ports = Ports.free(5);

    @Test
    @Timeout(900)
    void keepsEveryAcknowledgedRegistrationOverKills() throws IOException, InterruptedException {
        List<Writer> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(new RegistrationWriter(i, indexes, random.split()));
        }

        for (int start = 1; start <= KILLS + 1; start++) {
            try (Agent agent = launched()) {
                agent.awaitReady();
                check(agent, writers, start);
                if (start <= KILLS) {
                    writeUntilKilled(agent, writers);
                }
            }
        }

        long writes = writers.stream()
                .mapToLong(writer -> writer.ledger.acknowledgements())
                .sum();
        assertThat(writes).as("acknowledged registrations").isGreaterThan(KILLS);
    }

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
                        "-hcl=performance { raft_multiplier = 1 }"));
    }

    private void check(Agent agent, List<Writer> writers, int start) throws IOException, InterruptedException {
        List<String> wrong = new ArrayList<>();
        for (Writer writer : writers) {
            wrong.addAll(writer.settle(agent));
        }
        assertThat(wrong).as("start %d, seed %d", start, SEED).isEmpty();

        long deadline = System.nanoTime() + AGREEMENT_NANOS;
        while (!here(agent).equals(there(agent)) && System.nanoTime() < deadline) {
            Thread.sleep(20);
        }
        assertThat(there(agent)).as("start %d, seed %d", start, SEED).isEqualTo(here(agent));
    }

    /// What the agent says, by the ID of service or check.
    private static Map<String, String> here(Agent agent) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode service : Writer.ask(agent, "/v1/agent/services")) {
            found.put(service.get("ID").asText(), service.get("Meta").path("n").asText());
        }
        for (JsonNode check : Writer.ask(agent, "/v1/agent/checks")) {
            found.put(check.get("CheckID").asText(), check.get("Notes").asText());
        }
        return found;
    }

    /// What the catalog says of the agent.
    private static Map<String, String> there(Agent agent) throws IOException {
        Map<String, String> found = new TreeMap<>();
        for (JsonNode service :
                Writer.ask(agent, "/v1/catalog/node/durable?consistent").path("Services")) {
            found.put(service.get("ID").asText(), service.get("Meta").path("n").asText());
        }
        for (JsonNode check : Writer.ask(agent, "/v1/health/node/durable?consistent")) {
            found.put(check.get("CheckID").asText(), check.get("Notes").asText());
        }
        found.remove("consul");
        found.remove("serfHealth");
        return found;
    }

    private void writeUntilKilled(Agent agent, List<Writer> writers) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (Writer writer : writers) {
            threads.add(Thread.ofVirtual().start(() -> writer.run(agent.http())));
        }
        Thread.sleep(50 + random.nextInt(400));
        agent.close();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(writers).allSatisfy(writer -> assertThat(writer.broken()).isNull());
    }
}
