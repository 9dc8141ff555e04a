package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Waiting;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A transcript played once, and what was not as it was recorded.
final class Replay {
    private final Waiting waiting;
    private final List<String> failures = new ArrayList<>();

    /// @param waiting the steps that cannot be as recorded
    Replay(Waiting waiting) {
        this.waiting = waiting;
    }

    /// @param more what the environment of every command has besides
    void play(String area, JsonNode document, Path folder, Map<String, String> more)
            throws IOException, InterruptedException {
        int number = 0;
        try (Transcript transcript = Transcript.open(document, folder, more)) {
            for (JsonNode step : document.get("steps")) {
                number++;
                List<String> differences = transcript.play(step).differencesTo(step.get("expect"));
                if (differences == null) {
                    continue;
                }
                String title = "%s #%d %s".formatted(area, number, Transcript.title(step));
                switch (waiting.judge(area, number, differences.isEmpty())) {
                    case PASSED, WAITS -> {}
                    case FAILED -> failures.add("%s%n     %s".formatted(title, String.join("\n     ", differences)));
                    case LISTED_BUT_PASSES -> failures.add(title + ": passes: take it off waiting.json");
                }
            }
        }
        waiting.unmet(area).forEach(entry -> failures.add(entry + ": asserts nothing: take it off waiting.json"));
    }

    List<String> failures() {
        return failures;
    }
}
