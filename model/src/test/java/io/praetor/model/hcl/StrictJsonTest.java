package io.praetor.model.hcl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StrictJsonTest {
    @Test
    void readsEveryKindOfValue() throws SyntaxException {
        Map<String, Object> read = StrictJson.parse(
                " {\"a\": \"x\\n\\u00e9\\/\", \"b\": [1, -2.5e1, true, {}], \"c\": {\"d\": false}, \"e\": null} ");

        assertThat(read)
                .containsOnly(
                        Map.entry("a", "x\n\u00e9/"),
                        Map.entry("b", List.of(1.0, -25.0, true, Map.of())),
                        Map.entry("c", Map.of("d", false)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '~',
            quoteCharacter = '\0',
            value = {
                "{\"datacenter\": \"dc1\",~unexpected end of JSON input",
                "~unexpected end of JSON input",
                "{\"a\": x}~invalid character 'x' looking for beginning of value",
                "{a: 1}~invalid character 'a' looking for beginning of object key string",
                "{\"a\" 1}~invalid character '1' after object key",
                "{\"a\": 1 \"b\"}~invalid character '\"' after object key:value pair",
                "{\"a\": [1 2]}~invalid character '2' after array element",
                "{} {}~invalid character '{' after top-level value",
                "{\"a\": tru}~invalid character '}' in literal true (expecting 'e')",
                "[1]~json: cannot unmarshal array into Go value of type map[string]interface {}",
            })
    void explainsAFaultInTheOriginalsWords(String text, String message) {
        assertThatThrownBy(() -> StrictJson.parse(text == null ? "" : text)).hasMessage(message);
    }

    @Test
    void refusesToNestWithoutEnd() {
        assertThatThrownBy(() -> StrictJson.parse("[".repeat(100_000))).hasMessage("nested more than 100 deep");
    }
}
