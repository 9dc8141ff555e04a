package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
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

/// The conversations of [ConformanceIT] once more, with a management token at an agent that denies what is not allowed.
class ManagedConformanceIT {
    private static final String MANAGEMENT = "c1111111-0000-4000-8000-000000000001";

    private static final Instead INSTEAD = Instead.of("managed");

    @TempDir
    private static Path folder;

    private static Agent agent;
    private static Areas areas;

    @BeforeAll
    static void startAgent() throws IOException, InterruptedException {
        agent = Agent.leading(
                folder,
                "managed",
                List.of(
                        "-dev",
                        "-log-level=warn",
                        "-hcl=connect { enabled = true } acl { enabled = true default_policy = \"deny\" tokens { master = \""
                                + MANAGEMENT + "\" agent = \"" + MANAGEMENT + "\" } }"));
        // who leads is known before there is the token, and that before the node is, which sessions are of
        agent.awaitAnswer("/v1/health/node/managed?token=" + MANAGEMENT, "serfHealth");
        areas = new Areas(new Player(agent.http(), MANAGEMENT), INSTEAD);
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
    void everyOtherAnswerBelongsToAnArea() {
        assertThat(Areas.strangers(INSTEAD.names()))
                .as("instead.json: cases that are not there")
                .isEmpty();
    }
}
