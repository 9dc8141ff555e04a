package io.praetor.cli.kv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoBase64Test {
    @ParameterizedTest
    @CsvSource({
        "not-base64!, 3, ''",
        "%%%, 0, ''",
        "aGVsbG8, 4, hel",
        "aGVsb===, 5, hel",
        "aGVsbG8=x, 8, hello",
        "aGVsbG8=_, -1, hello",
        "aGV_sbG8=, -1, hello",
        "a=, 1, ''",
        "'', -1, ''",
        "YQ=, 3, ''",
        "YQ==, -1, a",
    })
    void saysWhereAMistakeIsAndKeepsWhatCameBefore(String text, int mistake, String decoded) {
        GoBase64 result = GoBase64.decode(text.replace('_', '\n').getBytes(StandardCharsets.US_ASCII));

        assertThat(result.isValid()).isEqualTo(mistake < 0);
        if (mistake >= 0) {
            assertThat(result.message()).isEqualTo("illegal base64 data at input byte " + mistake);
        }
        assertThat(new String(result.decoded(), StandardCharsets.US_ASCII)).isEqualTo(decoded);
    }

    @Test
    void readsWhatAnotherEncoderWrites() {
        Random random = new Random(7);
        for (int length = 0; length < 200; length++) {
            byte[] bytes = new byte[length];
            random.nextBytes(bytes);

            assertThat(GoBase64.decode(Base64.getEncoder().encode(bytes)).decoded())
                    .isEqualTo(bytes);
        }
    }
}
