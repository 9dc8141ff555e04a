package io.praetor.acceptance.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A short campaign against three servers on loopback addresses: nothing acknowledged is lost, nothing stale is read.
@Order(2)
class ClusterFaultsIT {

    private static final long SEED = Long.getLong("praetor.seed", 20261121L);

    @TempDir
    private Path folder;

    @Test
    @Timeout(1200)
    void losesNothingAndReadsNothingStaleWhileServersFail() throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(SEED);
        AtomicInteger next = new AtomicInteger(1);
        FaultCluster.Sites sites = () -> new Site.Loopback("127.0.77." + next.getAndIncrement());
        try (FaultCluster cluster = new FaultCluster(folder, sites, ClusterFlags.QUICK)) {
            cluster.bootstrap(3);
            Map<String, Supplier<Fault>> kinds = new Faults(cluster, random.split()).ofProcesses();
            Campaign.Outcome outcome = new Campaign(cluster, kinds, random)
                    .run(Duration.ofMinutes(2), kinds.size(), Duration.ofMillis(10));

            System.out.println(Campaign.summary(outcome, SEED));
            assertThat(outcome.violations())
                    .as("seed %d, %s", SEED, outcome.diary())
                    .isEmpty();
            assertThat(outcome.undecided()).isEmpty();
            assertThat(outcome.differing()).isEmpty();
            assertThat(outcome.answered()).isGreaterThan(500);
        }
    }

    /// Flags of servers that notice and repair things soon.
    static final class ClusterFlags {
        static final List<String> QUICK = List.of(
                "-log-level=info",
                "-hcl=performance { raft_multiplier = 1 }",
                "-hcl=autopilot { server_stabilization_time = \"500ms\" }");

        private ClusterFlags() {}
    }
}
