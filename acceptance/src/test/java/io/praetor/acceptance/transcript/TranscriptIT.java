package io.praetor.acceptance.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Every recorded transcript, replayed with an agent of its own. Steps build on each other, so an area is one test;
/// begin with its first failure.
@Order(2)
class TranscriptIT {

    private static final List<String> AREAS = List.of(
            "acl",
            "acl-bootstrap",
            "acl-login",
            "kv",
            "catalog",
            "lock",
            "operator",
            "snapshot",
            "usage",
            "services",
            "maint",
            "watch",
            "reload",
            "debug",
            "agent-commands",
            "cluster",
            "connect-ca",
            "keyring",
            "dns-compression",
            "dns-connect",
            "dns-health",
            "dns-limits-arecord",
            "dns-limits-default",
            "dns-limits-truncate",
            "dns-node",
            "dns-packets",
            "dns-query",
            "dns-recursor",
            "dns-service",
            "dns-settings",
            "agent-config",
            "agent-errors",
            "agent-signals",
            "tls",
            "validate");

    private static final Waiting WAITING = new Waiting("transcripts");

    @TempDir
    private Path folder;

    /// Two at a time: the agents of an area wait most of the time.
    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> printsWhatTheOriginalDid() {
        return AREAS.stream().map(area -> DynamicTest.dynamicTest(area, () -> replay(area)));
    }

    @Test
    void everyWaitingStepBelongsToAnArea() {
        assertThat(AREAS).as("areas in waiting.json").containsAll(WAITING.names());
    }

    private void replay(String area) throws IOException, InterruptedException {
        Replay replay = new Replay(WAITING);
        replay.play(
                area,
                Json.resource("/transcripts/%s.json".formatted(area)),
                Files.createDirectories(folder.resolve(area)),
                Map.of());

        assertThat(replay.failures()).isEmpty();
    }
}
