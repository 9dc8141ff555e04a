package io.praetor.acceptance.recorded;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The steps that cannot pass before a later issue (`waiting.json`), and a record of which of them were met. The list
/// stays honest by itself: a step on it that passes fails, and so does an entry that names no step.
public final class Waiting {

    /// What a step's own result and the list together say.
    public enum Verdict {
        /// The step passed and nobody waits for it.
        PASSED,
        /// The step failed and is not on the list.
        FAILED,
        /// The step failed, as the list says it does for now.
        WAITS,
        /// The step is on the list but passes.
        LISTED_BUT_PASSES
    }

    private final Map<String, Set<Integer>> steps = new HashMap<>();
    private final Map<String, Set<Integer>> unmet = new HashMap<>();

    /// The list for one kind of recording: `conformance` or `transcripts`.
    public Waiting(String kind) {
        this(Json.resource("/waiting.json").path(kind));
    }

    Waiting(JsonNode entries) {
        for (JsonNode entry : entries) {
            String where = entry.path("where").asText();
            if (where.isEmpty()
                    || entry.path("for").asText().isEmpty()
                    || entry.path("steps").isEmpty()) {
                throw new IllegalStateException("needs \"where\", \"for\" and \"steps\": " + entry);
            }
            Set<Integer> numbers = steps.computeIfAbsent(where, name -> new HashSet<>());
            for (JsonNode step : entry.path("steps")) {
                if (!numbers.add(step.asInt())) {
                    throw new IllegalStateException("%s step %d is listed twice".formatted(where, step.asInt()));
                }
            }
        }
        steps.forEach((where, numbers) -> unmet.put(where, new HashSet<>(numbers)));
    }

    /// Judges one step that asserts something.
    ///
    /// @param where `area/case` of a conversation, the area of a transcript
    public synchronized Verdict judge(String where, int step, boolean passed) {
        boolean listed = steps.getOrDefault(where, Set.of()).contains(step);
        unmet.computeIfPresent(where, (_, numbers) -> {
            numbers.remove(step);
            return numbers;
        });
        if (passed) {
            return listed ? Verdict.LISTED_BUT_PASSES : Verdict.PASSED;
        }
        return listed ? Verdict.WAITS : Verdict.FAILED;
    }

    /// Entries below `where` (itself, or `where/…`) that no judged step has met.
    public synchronized List<String> unmet(String where) {
        List<String> left = new ArrayList<>();
        unmet.forEach((name, numbers) -> {
            if (name.equals(where) || name.startsWith(where + "/")) {
                numbers.stream().sorted().forEach(step -> left.add(name + " step " + step));
            }
        });
        left.sort(null);
        return left;
    }

    /// Every name the list uses.
    public Set<String> names() {
        return Set.copyOf(steps.keySet());
    }
}
