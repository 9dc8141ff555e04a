package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedTextsTest {

    private final SharedTexts texts = new SharedTexts();

    @Test
    void equalTextsAreOneText() {
        Map<String, String> one = texts.share(Map.of(fresh("dc"), fresh("dc1"), "id", "1"));
        Map<String, String> two = texts.share(Map.of(fresh("dc"), fresh("dc1"), "id", "2"));

        assertThat(two).isEqualTo(Map.of("dc", "dc1", "id", "2"));
        assertThat(two.get("dc")).isSameAs(one.get("dc"));
    }

    @Test
    void whatEverybodySaysDifferentlyDoesNotAddUp() {
        String datacenter = fresh("dc1");
        texts.share(Map.of("dc", datacenter));
        for (int i = 0; i < 10_000; i++) {
            texts.share(Map.of("dc", fresh("dc1"), "id", "id" + i));
        }

        assertThat(texts.size()).isLessThanOrEqualTo(1024);
        assertThat(texts.share(Map.of("dc", fresh("dc1"))).get("dc")).isSameAs(datacenter);
    }

    private static String fresh(String text) {
        return String.copyValueOf(text.toCharArray());
    }
}
