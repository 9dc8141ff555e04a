package io.praetor.acceptance.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForeignWordingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            value = {
                "==> failed to parse a.hcl: At 1:19: object expected~==> failed to parse a.hcl: <the parser's words>",
                "x (failed to parse <file> At 1:19: object)~x (failed to parse <file> <the parser's words>",
                "failed to parse a.json: invalid character 'x'~failed to parse a.json: <the parser's words>",
                "invalid value \"x\" for flag -n: strconv.ParseInt~invalid value \"x\" for flag -n: <the parser's words>",
                "* ttl: invalid duration: \"x\": time: bad~* ttl: invalid duration: \"x\": <the parser's words>",
                "bind_addr: error parsing \"{{ x\": unclosed~bind_addr: error parsing \"{{ x\": <the parser's words>",
                "failed to parse a.hcl: 1 error occurred:~failed to parse a.hcl: 1 error occurred:",
            })
    void isCutWhereTheParserBegins(String line, String cut) {
        assertThat(ForeignWording.cut(line)).isEqualTo(cut);
    }

    @Test
    void makesNoOtherDifferencePass() throws IOException {
        ObjectNode expected = parts("{\"rc\": 1, \"err\": [\"failed to parse a.hcl: At 1:2: this\"]}");

        assertThat(new Outcome.Seen(parts("{\"rc\": 1, \"err\": [\"failed to parse a.hcl: At 1:3: that\"]}"))
                        .differencesTo(expected))
                .isEmpty();
        assertThat(new Outcome.Seen(parts("{\"rc\": 1, \"err\": [\"failed to parse b.hcl: At 1:2: this\"]}"))
                        .differencesTo(expected))
                .isNotEmpty();
        assertThat(new Outcome.Seen(parts("{\"rc\": 0, \"err\": [\"failed to parse a.hcl: At 1:3: that\"]}"))
                        .differencesTo(expected))
                .isNotEmpty();
    }

    private static ObjectNode parts(String json) throws IOException {
        return (ObjectNode) Json.parse(json.getBytes(StandardCharsets.UTF_8));
    }
}
