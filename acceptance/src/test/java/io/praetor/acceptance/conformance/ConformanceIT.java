package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Waiting;
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
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/// Every recorded conversation, played against a fresh agent in development mode.
class ConformanceIT {

    private static final List<String> AREAS = List.of(
            "status",
            "kv",
            "kv-txn",
            "session",
            "catalog",
            "health",
            "health-filter",
            "blocking",
            "coordinate",
            "operator",
            "snapshot",
            "errors",
            "http-conventions");

    private static final Waiting WAITING = new Waiting("conformance");

    @TempDir
    private static Path folder;

    private static Agent agent;
    private static Player player;

    @BeforeAll
    static void startAgent() throws IOException, InterruptedException {
        agent = Agent.ready(
                folder, "conformance", List.of("-dev", "-log-level=warn", "-hcl=connect { enabled = true }"));
        player = new Player(agent.http());
    }

    @AfterAll
    static void endAgent() {
        agent.close();
    }

    @TestFactory
    Stream<DynamicContainer> answersAsTheOriginalDid() {
        return AREAS.stream().map(area -> DynamicContainer.dynamicContainer(area, cases(area)));
    }

    @Test
    void everyWaitingStepBelongsToAnArea() {
        Set<String> strangers = new TreeSet<>();
        for (String name : WAITING.names()) {
            String area = name.substring(0, Math.max(0, name.indexOf('/')));
            boolean known = AREAS.contains(area)
                    && Json.resource("/conformance/%s.json".formatted(area))
                            .get("cases")
                            .findValuesAsText("name")
                            .contains(name.substring(area.length() + 1));
            if (!known) {
                strangers.add(name);
            }
        }

        assertThat(strangers).as("waiting.json: cases that are not there").isEmpty();
    }

    private static Stream<DynamicTest> cases(String area) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode testCase :
                Json.resource("/conformance/%s.json".formatted(area)).get("cases")) {
            String name = area + "/" + testCase.get("name").asText();
            tests.add(DynamicTest.dynamicTest(name, () -> play(name, testCase)));
        }
        return tests.stream();
    }

    private static void play(String name, JsonNode testCase) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        player.play(testCase, (number, title, differences) -> {
            switch (WAITING.judge(name, number, differences.isEmpty())) {
                case PASSED, WAITS -> {}
                case FAILED ->
                    failures.add("%s step %d: %s | %s".formatted(name, number, title, String.join("; ", differences)));
                case LISTED_BUT_PASSES ->
                    failures.add("%s step %d: %s | passes: take it off waiting.json".formatted(name, number, title));
            }
        });
        WAITING.unmet(name).forEach(entry -> failures.add(entry + " | asserts nothing: take it off waiting.json"));

        assertThat(failures).isEmpty();
    }
}
