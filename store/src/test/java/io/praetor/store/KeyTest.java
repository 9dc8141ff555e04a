package io.praetor.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class KeyTest {
    @Test
    void ordersByUnsignedBytesWithPrefixesFirst() {
        List<Key> ordered = List.of(
                Key.EMPTY,
                Instance.key("\u0000"),
                Key.of("a"),
                Key.of("a\u0000"),
                Key.of("ab"),
                Instance.key("\u0080"),
                Instance.key("\u00ff"));
        List<Key> shuffled = new ArrayList<>(ordered.reversed());

        Collections.sort(shuffled);

        assertThat(shuffled).isEqualTo(ordered);
    }

    @Test
    void partsNeverRunTogether() {
        List<Key> keys = List.of(
                parts("a", "b"),
                parts("ab", ""),
                parts("", "ab"),
                parts("ab"),
                parts("a\u0000", "b"),
                parts("a", "\u0000b"),
                parts("a\u0001", "b"),
                parts("a", "\u0001b"));

        assertThat(keys).doesNotHaveDuplicates();
    }

    @Test
    void partsKeepTheOrderOfTheirTexts() {
        List<String> texts =
                List.of("", "\u0000", "\u0000\u0000", "\u0000\u0001", "\u0001", "\u0001\u0000", "\u0002", "a");
        List<Key> keys = new ArrayList<>();
        for (String text : texts) {
            keys.add(parts(text, "z"));
        }

        assertThat(keys).isSorted();
    }

    @Test
    void firstPartsArePrefixesOfTheWhole() {
        assertThat(parts("node", "web").startsWith(parts("node"))).isTrue();
        assertThat(parts("nodes", "web").startsWith(parts("node"))).isFalse();
    }

    @Test
    void numbersKeepTheirOrder() {
        List<Key> keys = new ArrayList<>();
        for (long number : new long[] {0, 1, 255, 256, 1L << 40, Long.MAX_VALUE}) {
            keys.add(Key.builder().longBigEndian(number).build());
        }

        assertThat(keys).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void isItsBytesAndNothingElse() {
        byte[] bytes = {1, 2, 3};
        Key key = Key.ofBytes(bytes);

        bytes[0] = 9;
        key.toBytes()[1] = 9;

        assertThat(key).isEqualTo(Key.ofBytes(new byte[] {1, 2, 3})).hasSameHashCodeAs(Key.ofBytes(new byte[] {1, 2, 3
        }));
        assertThat(key.first(2)).isEqualTo(Key.ofBytes(new byte[] {1, 2}));
    }

    @Test
    void showsBytesThatAreNoText() {
        assertThat(Key.ofBytes(new byte[] {'a', 0, (byte) 0xfe})).hasToString("a\\x00\\xfe");
    }

    private static Key parts(String... texts) {
        Key.Builder builder = Key.builder();
        for (String text : texts) {
            builder.text(text);
        }
        return builder.build();
    }
}
