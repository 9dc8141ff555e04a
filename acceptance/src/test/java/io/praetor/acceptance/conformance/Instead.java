package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the contract wants instead of what was recorded, because the agent is of another kind (`instead.json`). The
/// list stays honest by itself: a step on it that answers as recorded fails, and so does an entry that names no step.
final class Instead {
    /// Everything is as recorded.
    static final Instead NOTHING = new Instead(List.of());

    /// By case: by number of the step, from 1, its `expect`.
    private final Map<String, Map<String, JsonNode>> answers = new HashMap<>();

    /// The lists for an agent of these kinds.
    static Instead of(String... kinds) {
        List<JsonNode> entries = new ArrayList<>();
        for (String kind : kinds) {
            Json.resource("/instead.json").get(kind).forEach(entries::add);
        }
        return new Instead(entries);
    }

    Instead(Iterable<JsonNode> entries) {
        for (JsonNode entry : entries) {
            String where = entry.path("where").asText();
            if (where.isEmpty()
                    || entry.path("why").asText().isEmpty()
                    || entry.path("steps").isEmpty()) {
                throw new IllegalStateException("needs \"where\", \"why\" and \"steps\": " + entry);
            }
            Map<String, JsonNode> steps = answers.computeIfAbsent(where, _ -> new HashMap<>());
            for (String number : Json.names(entry.get("steps"))) {
                if (steps.put(number, entry.get("steps").get(number)) != null) {
                    throw new IllegalStateException("%s step %s is listed twice".formatted(where, number));
                }
            }
        }
    }

    /// Every name the list uses.
    Set<String> names() {
        return Set.copyOf(answers.keySet());
    }

    /// The case with the expectations of this agent; those that were recorded are beside them as `recorded`.
    ///
    /// @param where `area/case`
    JsonNode in(String where, JsonNode testCase) {
        Map<String, JsonNode> steps = new HashMap<>(answers.getOrDefault(where, Map.of()));
        if (steps.isEmpty()) {
            return testCase;
        }
        JsonNode changed = testCase.deepCopy();
        int number = 0;
        for (JsonNode step : changed.get("steps")) {
            number++;
            if (step instanceof ObjectNode open && open.has("expect")) {
                JsonNode answer = steps.remove(String.valueOf(number));
                if (answer != null) {
                    open.set("recorded", open.get("expect"));
                    open.set("expect", answer);
                }
            }
        }
        if (!steps.isEmpty()) {
            throw new IllegalStateException(
                    "instead.json: %s expects nothing at steps %s".formatted(where, steps.keySet()));
        }
        return changed;
    }
}
