package io.praetor.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Every fault there is, against servers in network namespaces: `mvn verify -Pfaults`, as root. The properties
/// `praetor.seed`, `praetor.faults.minutes` and `praetor.faults.servers` choose what happens, how long, and to how
/// many.
@Tag("faults")
class LongFaultsIT {

    private static final long SEED = Long.getLong("praetor.seed", 20261121L);
    private static final int MINUTES = Integer.getInteger("praetor.faults.minutes", 30);
    private static final int SERVERS = Integer.getInteger("praetor.faults.servers", 3);

    /// Enough for what the campaign writes, little enough to be filled in a moment.
    private static final String DISK = "192m";

    @TempDir
    private Path folder;

    @Test
    @Timeout(7200)
    void losesNothingAndReadsNothingStaleWhateverFails() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        try (Fabric fabric = Fabric.build((int) (ProcessHandle.current().pid() % 250));
                FaultCluster cluster = new FaultCluster(folder, fabric::add, ClusterFaultsIT.ClusterFlags.QUICK)) {
            cluster.onOwnDisks(DISK);
            cluster.withOwnClocks();
            cluster.bootstrap(SERVERS);
            Map<String, Supplier<Fault>> kinds = new Faults(cluster, random.split()).all();
            Campaign.Outcome outcome = new Campaign(cluster, kinds, random)
                    .run(Duration.ofMinutes(MINUTES), Integer.MAX_VALUE, Duration.ofMillis(20));

            String summary = SERVERS + " servers, " + Campaign.summary(outcome, SEED) + "\n" + outcome.trouble() + "\n"
                    + String.join("\n", outcome.diary()) + "\n" + outcome.violations();
            Files.writeString(Path.of("target/faults-" + SERVERS + "-" + SEED + ".txt"), summary);
            System.out.println(summary);
            assertThat(outcome.trouble()).isEmpty();
            assertThat(outcome.violations()).isEmpty();
            assertThat(outcome.undecided()).isEmpty();
            assertThat(outcome.differing()).isEmpty();
            assertThat(outcome.answered()).isGreaterThan(60L * MINUTES);
        }
    }
}
