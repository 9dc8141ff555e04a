package io.praetor.acceptance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1                               | 1.0
            {"a":"$index"}                  | {"a":12}
            {"a":"$index"}                  | {"a":"12"}
            {"a":"$absent","b":1}           | {"b":1}
            "$uuid"                         | "01234567-89ab-cdef-0123-456789abcdef"
            "$duration"                     | "-1h2m3.5s"
            "$re:a.+z"                      | "a\\nz"
            "$5 plain text"                 | "$5 plain text"
            {"$unordered":[1,2]}            | [2,1]
            {"$contains":[2]}               | [1,2,3]
            {"$subset":{"a":1}}             | {"a":1,"b":2}
            {"$each":"$num"}                | [1,2.5]
            """)
    void acceptsWhatMatches(String want, String got) throws IOException {
        assertThat(differences(want, got)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            1                     | "1"         | body: expected 1, got 1
            true                  | 1           | body: expected true, got 1
            {"a":"$index"}        | {"a":0}     | body.a: expected $index, got 0
            "$num"                | true        | body: expected $num, got true
            {"a":"$absent"}       | {"a":null}  | body.a: expected absent, got null
            {"a":1}               | {"b":[2]}   | body.a: expected 1, got nothing; body.b: expected nothing, got [2]
            [1,2]                 | [1]         | body: expected 2 elements, got 1: [1]
            [1,{"x":3}]           | [1,{"x":4}] | body[1].x: expected 3, got 4
            {"$unordered":[1,2]}  | [2,2]       | body[nearest]: expected 1, got 2
            {"$unordered":[1]}    | [1,3]       | body: unexpected 3
            {"$contains":[7]}     | []          | body: no element like 7
            {"$each":"$str"}      | []          | body: expected a non-empty array, got []
            {"$subset":{"a":1}}   | 5           | body: expected an object, got 5
            """)
    void wordsWhatDiffers(String want, String got, String lines) throws IOException {
        assertThat(String.join("; ", differences(want, got))).isEqualTo(lines);
    }

    @ParameterizedTest
    @CsvSource({"160,160", "161,150"})
    void shortensLongValues(int length, int shown) throws IOException {
        String line = differences("1", "\"%s\"".formatted("x".repeat(length))).getFirst();

        assertThat(line.chars().filter(c -> c == 'x').count()).isEqualTo(shown + 1L);
    }

    private static List<String> differences(String want, String got) throws IOException {
        return Differences.between(
                Json.parse(want.getBytes(StandardCharsets.UTF_8)),
                Json.parse(got.getBytes(StandardCharsets.UTF_8)),
                "body");
    }
}
