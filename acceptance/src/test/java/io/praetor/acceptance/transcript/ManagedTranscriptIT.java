package io.praetor.acceptance.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Waiting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/// Transcripts of commands about data once more, with a management token in the environment and agents that deny what
/// is not allowed.
class ManagedTranscriptIT {
    private static final String MANAGEMENT = "d1111111-0000-4000-8000-000000000001";

    /// Those whose commands make the most different requests: long-lived ones, streams, sessions, plans.
    private static final List<String> AREAS = List.of("lock", "snapshot", "watch", "maint");

    private static final Waiting WAITING = new Waiting("managed-transcripts");

    @TempDir
    private Path folder;

    @TestFactory
    @Execution(ExecutionMode.CONCURRENT)
    Stream<DynamicTest> printsTheSameWithAManagementToken() {
        return AREAS.stream().map(area -> DynamicTest.dynamicTest(area, () -> replay(area)));
    }

    private void replay(String area) throws IOException, InterruptedException {
        JsonNode document = Json.resource("/transcripts/%s.json".formatted(area));
        for (JsonNode agent : document.get("agents")) {
            ((ObjectNode) agent)
                    .put("token", MANAGEMENT)
                    .withArray("flags")
                    .add("-hcl=acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MANAGEMENT
                            + "\" agent = \"" + MANAGEMENT + "\" } }");
        }
        Replay replay = new Replay(WAITING);
        replay.play(
                area, document, Files.createDirectories(folder.resolve(area)), Map.of("CONSUL_HTTP_TOKEN", MANAGEMENT));

        assertThat(replay.failures()).isEmpty();
    }
}
