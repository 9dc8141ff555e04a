package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded conversation about access control, played against a fresh agent that denies what is not allowed. The
/// first one makes the token that the others use.
class AccessConformanceIT {
    private static final String SETTINGS = "-hcl=acl { enabled = true default_policy = \"deny\" }"
            + " enable_script_checks = true connect { enabled = true }";

    @TempDir
    private static Path folder;

    private static Agent agent;
    private static Areas areas;

    @BeforeAll
    static void startAgent() throws IOException, InterruptedException {
        agent = Agent.leading(folder, "access", List.of("-dev", "-log-level=warn", SETTINGS));
        Player player = new Player(agent.http());
        for (JsonNode testCase : Areas.recorded("acl-bootstrap")) {
            if (testCase.path("setup").asBoolean()) {
                assertThat(Areas.failures(player, "setup", testCase)).isEmpty();
                player.keep("root", "node");
            }
        }
        areas = new Areas(player);
    }

    @AfterAll
    static void endAgent() {
        agent.close();
    }

    @TestFactory
    Stream<DynamicContainer> answersAsTheOriginalDid() {
        return areas.tests(Areas.CONTROLLED);
    }
}
