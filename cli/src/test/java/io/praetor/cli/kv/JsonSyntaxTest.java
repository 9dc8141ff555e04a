package io.praetor.cli.kv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSyntaxTest {
    @ParameterizedTest
    @ValueSource(strings = {"[]", " {} ", "null", "-0.5e+3", "\"a\\u00e9\\n\"", "[{\"a\":[1,2,{}]},true,false]"})
    void acceptsJson(String text) {
        assertThatCode(() -> JsonSyntax.check(text.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~|unexpected end of JSON input",
                "[|unexpected end of JSON input",
                "not json|invalid character 'o' in literal null (expecting 'u')",
                "xyz|invalid character 'x' looking for beginning of value",
                "[1 2]|invalid character '2' after array element",
                "{a:1}|invalid character 'a' looking for beginning of object key string",
                "{\"a\" 1}|invalid character '1' after object key",
                "{\"a\":1 \"b\"}|invalid character '\"' after object key:value pair",
                "[] x|invalid character 'x' after top-level value",
                "\"\\x\"|invalid character 'x' in string escape code",
                "\"\\u12g4\"|invalid character 'g' in \\u hexadecimal character escape",
                "-x|invalid character 'x' in numeric literal",
                "1.x|invalid character 'x' after decimal point in numeric literal",
                "1ex|invalid character 'x' in exponent of numeric literal",
                "tru'|invalid character '\\'' in literal true (expecting 'e')",
            })
    void saysWhatIsWrongInTheOriginalsWords(String text, String message) {
        assertThatThrownBy(() -> JsonSyntax.check(text.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void doesNotNestWithoutEnd() {
        byte[] deep = "[".repeat(1_000_000).getBytes(StandardCharsets.US_ASCII);

        assertThatThrownBy(() -> JsonSyntax.check(deep)).hasMessage("exceeded max depth");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void anyBytesAreJsonOrAreRefused(long seed) {
        Random random = new Random(seed);
        byte[] whole =
                "[{\"key\":\"a\\u0041\",\"flags\":12.5e1,\"value\":null},true]".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 5000; i++) {
            byte[] bytes = java.util.Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            try {
                JsonSyntax.check(bytes);
            } catch (IllegalArgumentException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
