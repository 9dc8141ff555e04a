package io.praetor.acceptance.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class NormalTest {

    private final Variables variables = new Variables();
    private final Normal normal = new Normal(Path.of("/tmp/t/work"), Path.of("/tmp/t"), variables);

    @Test
    void replacesWhatChangesFromRunToRun() throws IOException {
        variables.put("a.http", "21234");

        assertThat(lines("""
                at 127.0.0.1:21234 in /tmp/t/work/x, not 212345, under /tmp/t
                01234567-89ab-cdef-0123-456789abcdef stays 00000000-89ab-cdef-0123-456789abcdef
                2020-01-02T03:04:05.6Z Consul v1.9.0-dev
                ModifyIndex      77
                Usage: consul
                anything
                """, "{}"))
                .containsExactly(
                        "at 127.0.0.1:<a.http> in <dir>/x, not 212345, under <base>",
                        "<uuid> stays 00000000-89ab-cdef-0123-456789abcdef",
                        "<time> Consul <version>",
                        "ModifyIndex      <index>");
    }

    @Test
    void choosesSquashesAndSortsLinesAsTheStepAsks() throws IOException {
        String step = """
                {"keep": "^[a-z]", "drop": "out$", "table": true, "sort": true, "norm": [["(b)(\\\\d+)", "\\\\2\\\\1"]]}
                """;

        assertThat(lines("z  1   2\nB\n\na b17\na out\n", step)).containsExactly("a 17b", "z 1 2");
    }

    @Test
    void showsThatTheLastLineIsNotEnded() throws IOException {
        assertThat(lines("a\nb", "{}")).containsExactly("a", "b", "<no newline>");
        assertThat(lines("\n", "{}")).containsExactly("");
        assertThat(lines("", "{}")).isEmpty();
    }

    private List<String> lines(String text, String step) throws IOException {
        JsonNode options = Json.parse(step.getBytes(StandardCharsets.UTF_8));
        return normal.lines(text, options);
    }
}
