package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.recorded.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded conversation, played against a fresh agent in development mode.
class ConformanceIT {
    @TempDir
    private static Path folder;

    private static Agent agent;
    private static Areas areas;

    @BeforeAll
    static void startAgent() throws IOException, InterruptedException {
        agent = Agent.ready(
                folder, "conformance", List.of("-dev", "-log-level=warn", "-hcl=connect { enabled = true }"));
        areas = new Areas(new Player(agent.http(), null), Instead.NOTHING);
    }

    @AfterAll
    static void endAgent() {
        agent.close();
    }

    @TestFactory
    Stream<DynamicContainer> answersAsTheOriginalDid() {
        return areas.tests(Areas.OPEN);
    }

    @Test
    void everyWaitingStepBelongsToAnArea() {
        assertThat(Areas.strangers(new Waiting("conformance").names()))
                .as("waiting.json: cases that are not there")
                .isEmpty();
    }
}
