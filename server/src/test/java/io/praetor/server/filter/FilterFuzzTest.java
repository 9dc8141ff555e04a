package io.praetor.server.filter;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.RequestFailure;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FilterFuzzTest {
    private static final String[] PIECES = {
        "Service",
        ".",
        "ID",
        "Port",
        "Tags",
        "Meta",
        "Checks",
        "Status",
        "==",
        "!=",
        " ",
        " in ",
        " not ",
        " contains ",
        " matches ",
        " is ",
        "empty",
        "(",
        ")",
        " and ",
        " or ",
        "not ",
        "\"",
        "`",
        "[",
        "]",
        "x",
        "80",
        "-1.5",
        "\\",
        "{2}",
        "{999}",
        "*",
        "+",
        "^",
        "true",
        "\u00e9",
        "\ud83d\ude00",
        "\n",
        "\0",
        "\"[\"",
        "(?i)",
        "\\Q",
        "\\pL"
    };
    private static final List<String> SEEDS = List.of(
            "Service.ID==web or Service.Port!=80 and not (v1 in Service.Tags)",
            "Service.Meta[\"a-b\"] == x and Service.Checks.Status != critical",
            "Service.ID matches \"^w(e|b){1,3}[^a-z]*$\"",
            "Service.Checks is not empty or \"a b\" not in Service.Tags");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anyTextIsAFilterOrARefusal(long seed) {
        RandomGenerator random = new Random(seed);

        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(60), () -> {
            for (int i = 0; i < 20_000; i++) {
                tryOut(random.nextBoolean() ? assembled(random) : mutated(random));
            }
        });
    }

    private static void tryOut(String text) {
        try {
            Filter.of(text).apply(List.of(new FilterTest.Entry(null)), FilterTest.Entry.CODEC);
        } catch (RequestFailure refusal) {
            assertThat(refusal.text()).startsWith("Failed to create boolean expression evaluator: ");
        }
    }

    private static String assembled(RandomGenerator random) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(1, 40);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private static String mutated(RandomGenerator random) {
        StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
        int changes = random.nextInt(1, 6);
        for (int i = 0; i < changes; i++) {
            int at = random.nextInt(text.length() + 1);
            switch (random.nextInt(3)) {
                case 0 -> text.insert(at, PIECES[random.nextInt(PIECES.length)]);
                case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(1, 8)));
                default -> text.insert(at, (char) random.nextInt(0x180));
            }
        }
        return text.toString();
    }
}
