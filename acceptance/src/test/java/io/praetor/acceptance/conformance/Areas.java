package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Waiting;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.FutureTask;
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
            "connect-ca",
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

    /// Waits 20 s for a session to expire. It is played beside the others: none of them sees its session or its key.
    private static final String SLOW = "session/session-ttl-expires";

    /// Except this one, for sessions live anew after a snapshot was restored.
    private static final String RESTORING = "snapshot";

    private final Player player;
    private final Waiting waiting = new Waiting("conformance");
    private final Instead instead;

    /// @param instead what this agent answers otherwise than the recorded one
    Areas(Player player, Instead instead) {
        this.player = player;
        this.instead = instead;
    }

    /// A test for each case. The slow one begins at once and is asked last.
    Stream<DynamicContainer> tests(List<String> areas) {
        List<DynamicTest> last = new ArrayList<>();
        List<DynamicContainer> containers = new ArrayList<>();
        List<DynamicContainer> afterwards = new ArrayList<>();
        for (String area : areas) {
            List<DynamicTest> tests = new ArrayList<>();
            for (JsonNode testCase : recorded(area)) {
                String name = area + "/" + testCase.get("name").asText();
                if (testCase.path("setup").asBoolean()) {
                    continue;
                }
                if (name.equals(SLOW)) {
                    FutureTask<List<String>> running = new FutureTask<>(() -> failures(name, testCase));
                    Thread.ofVirtual().start(running);
                    last.add(DynamicTest.dynamicTest(
                            name, () -> assertThat(running.get()).isEmpty()));
                } else {
                    tests.add(DynamicTest.dynamicTest(
                            name, () -> assertThat(failures(name, testCase)).isEmpty()));
                }
            }
            (area.equals(RESTORING) ? afterwards : containers).add(DynamicContainer.dynamicContainer(area, tests));
        }
        containers.add(DynamicContainer.dynamicContainer("slow", last));
        containers.addAll(afterwards);
        return containers.stream();
    }

    /// Plays the case that makes the first token; the others act with it.
    ///
    /// @return its secret
    String bootstrap() throws InterruptedException {
        for (JsonNode testCase : recorded("acl-bootstrap")) {
            if (testCase.path("setup").asBoolean()) {
                assertThat(failures("acl-bootstrap/setup", testCase)).isEmpty();
                return player.keep("root", "node");
            }
        }
        throw new IllegalStateException("nothing makes the first token");
    }

    /// The cases of an area.
    static JsonNode recorded(String area) {
        return Json.resource("/conformance/%s.json".formatted(area)).get("cases");
    }

    /// Names of cases that none of the recordings has.
    static Set<String> strangers(Collection<String> names) {
        List<String> known = new ArrayList<>(OPEN);
        known.addAll(CONTROLLED);
        Set<String> strangers = new TreeSet<>();
        for (String name : names) {
            String area = name.substring(0, Math.max(0, name.indexOf('/')));
            boolean there = known.contains(area)
                    && recorded(area).findValuesAsText("name").contains(name.substring(area.length() + 1));
            if (!there) {
                strangers.add(name);
            }
        }
        return strangers;
    }

    /// What is not as recorded, and not as the lists say.
    private List<String> failures(String name, JsonNode testCase) throws InterruptedException {
        List<String> failures = new ArrayList<>();
        player.play(instead.in(name, testCase), (number, title, differences) -> {
            switch (waiting.judge(name, number, differences.isEmpty())) {
                case PASSED, WAITS -> {}
                case FAILED ->
                    failures.add("%s step %d: %s | %s".formatted(name, number, title, String.join("; ", differences)));
                case LISTED_BUT_PASSES ->
                    failures.add("%s step %d: %s | passes: take it off waiting.json".formatted(name, number, title));
            }
        });
        waiting.unmet(name).forEach(entry -> failures.add(entry + " | asserts nothing: take it off waiting.json"));
        return failures;
    }
}
