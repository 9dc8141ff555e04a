package io.praetor.acceptance.conformance;

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
        areas = new Areas(new Player(agent.http(), null), Instead.NOTHING);
        areas.bootstrap();
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
