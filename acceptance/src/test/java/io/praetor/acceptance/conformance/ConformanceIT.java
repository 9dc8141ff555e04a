package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
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
        areas = new Areas(new Player(agent.http()));
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
        List<String> known = new ArrayList<>(Areas.OPEN);
        known.addAll(Areas.CONTROLLED);
        Set<String> strangers = new TreeSet<>();
        for (String name : Areas.WAITING.names()) {
            String area = name.substring(0, Math.max(0, name.indexOf('/')));
            boolean there = known.contains(area)
                    && Areas.recorded(area).findValuesAsText("name").contains(name.substring(area.length() + 1));
            if (!there) {
                strangers.add(name);
            }
        }

        assertThat(strangers).as("waiting.json: cases that are not there").isEmpty();
    }
}
