package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Waiting;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;

/// The recorded conversations of some areas as tests.
final class Areas {
    /// Against an agent without access control.
    static final List<String> OPEN = List.of(
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
            "agent-service",
            "agent-check",
            "snapshot",
            "query",
            "event",
            "agent-misc",
            "errors",
            "http-conventions");

    /// Against an agent with it.
    static final List<String> CONTROLLED = List.of(
            "acl-bootstrap",
            "acl-policy",
            "acl-role",
            "acl-token",
            "acl-legacy",
            "acl-authorize",
            "acl-auth-method",
            "acl-binding-rule",
            "acl-login",
            "acl-enforcement");

    static final Waiting WAITING = new Waiting("conformance");

    private final Player player;

    Areas(Player player) {
        this.player = player;
    }

    Stream<DynamicContainer> tests(List<String> areas) {
        return areas.stream().map(area -> DynamicContainer.dynamicContainer(area, cases(area)));
    }

    private Stream<DynamicTest> cases(String area) {
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode testCase : recorded(area)) {
            if (!testCase.path("setup").asBoolean()) {
                String name = area + "/" + testCase.get("name").asText();
                tests.add(DynamicTest.dynamicTest(name, () -> play(name, testCase)));
            }
        }
        return tests.stream();
    }

    /// The cases of an area.
    static JsonNode recorded(String area) {
        return Json.resource("/conformance/%s.json".formatted(area)).get("cases");
    }

    private void play(String name, JsonNode testCase) throws InterruptedException {
        assertThat(failures(player, name, testCase)).isEmpty();
    }

    /// What is not as recorded, and not as `waiting.json` says.
    static List<String> failures(Player player, String name, JsonNode testCase) throws InterruptedException {
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
        return failures;
    }
}
