package io.praetor.acceptance.recorded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class WaitingTest {

    private static final String LIST = """
            [{"where": "kv/one", "for": "issue 9", "steps": [2, 3]}, {"where": "kv/one", "for": "issue 8", "steps": [5]}]
            """;

    @Test
    void letsAListedStepFailAndNoOther() throws IOException {
        Waiting waiting = waiting(LIST);

        assertThat(waiting.judge("kv/one", 1, true)).isEqualTo(Waiting.Verdict.PASSED);
        assertThat(waiting.judge("kv/one", 1, false)).isEqualTo(Waiting.Verdict.FAILED);
        assertThat(waiting.judge("kv/one", 2, false)).isEqualTo(Waiting.Verdict.WAITS);
        assertThat(waiting.judge("kv/two", 2, false)).isEqualTo(Waiting.Verdict.FAILED);
    }

    @Test
    void complainsOfAListedStepThatPasses() throws IOException {
        assertThat(waiting(LIST).judge("kv/one", 5, true)).isEqualTo(Waiting.Verdict.LISTED_BUT_PASSES);
    }

    @Test
    void namesTheEntriesThatNoStepHasMet() throws IOException {
        Waiting waiting = waiting(LIST);

        waiting.judge("kv/one", 3, false);

        assertThat(waiting.unmet("kv")).containsExactly("kv/one step 2", "kv/one step 5");
        assertThat(waiting.unmet("k")).isEmpty();
    }

    @Test
    void refusesEntriesWithoutReasonOrSteps() {
        assertThatThrownBy(() -> waiting("[{\"where\": \"kv\", \"steps\": [1]}]"))
                .hasMessageContaining("\"for\"");
        assertThatThrownBy(() -> waiting("[{\"where\": \"kv\", \"for\": \"x\", \"steps\": [1, 1]}]"))
                .hasMessage("kv step 1 is listed twice");
    }

    private static Waiting waiting(String list) throws IOException {
        return new Waiting(Json.parse(list.getBytes(StandardCharsets.UTF_8)));
    }
}
