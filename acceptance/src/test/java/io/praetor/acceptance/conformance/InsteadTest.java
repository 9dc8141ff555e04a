package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InsteadTest {
    private static final String CASE = """
            {"steps": [{"expect": {"status": 200}}, {"pause_ms": 5}, {"expect": {"status": 204}}]}""";

    @Test
    void putsItsAnswerInThePlaceOfTheRecordedOne() throws IOException {
        Instead instead = instead("{\"3\": {\"status\": 500}}");

        assertThat(instead.in("kv/one", json(CASE))).isEqualTo(json("""
                {"steps": [{"expect": {"status": 200}}, {"pause_ms": 5},
                           {"expect": {"status": 500}, "recorded": {"status": 204}}]}"""));
        assertThat(instead.in("kv/two", json(CASE))).isEqualTo(json(CASE));
    }

    @Test
    void refusesAnAnswerToAStepThatExpectsNothing() throws IOException {
        for (String step : new String[] {"2", "4"}) {
            Instead instead = instead("{\"%s\": {\"status\": 500}}".formatted(step));
            JsonNode testCase = json(CASE);

            assertThatThrownBy(() -> instead.in("kv/one", testCase))
                    .hasMessage("instead.json: kv/one expects nothing at steps [%s]".formatted(step));
        }
    }

    @Test
    void refusesEntriesWithoutReason() {
        assertThatThrownBy(() -> new Instead(json("[{\"where\": \"kv/one\", \"steps\": {\"1\": {}}}]")))
                .hasMessageContaining("\"why\"");
    }

    private static Instead instead(String steps) throws IOException {
        return new Instead(json("[{\"where\": \"kv/one\", \"why\": \"x\", \"steps\": %s}]".formatted(steps)));
    }

    private static JsonNode json(String text) throws IOException {
        return Json.parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
