package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryFilterTest {

    @Test
    void noneMeanEverybody() {
        assertThat(QueryFilter.encode(List.of(), Map.of())).isNull();
        assertThat(QueryFilter.matches(null, "a", Map.of())).isTrue();
    }

    @Test
    void namesMeanThoseWhoBearThem() {
        var filters = QueryFilter.encode(List.of("a", "b"), Map.of());

        assertThat(QueryFilter.matches(filters, "b", Map.of())).isTrue();
        assertThat(QueryFilter.matches(filters, "c", Map.of())).isFalse();
    }

    @Test
    void anExpressionIsFoundAnywhereInTheTag() {
        var filters = QueryFilter.encode(List.of(), Map.of("role", "db"));

        assertThat(QueryFilter.matches(filters, "a", Map.of("role", "olddb1"))).isTrue();
        assertThat(QueryFilter.matches(filters, "a", Map.of("role", "web"))).isFalse();
    }

    @Test
    void aMissingTagIsEmpty() {
        var filters = QueryFilter.encode(List.of(), Map.of("role", "^$"));

        assertThat(QueryFilter.matches(filters, "a", Map.of())).isTrue();
    }

    @Test
    void allMustMatch() {
        var filters = QueryFilter.encode(List.of("a"), Map.of("role", "db"));

        assertThat(QueryFilter.matches(filters, "a", Map.of("role", "db"))).isTrue();
        assertThat(QueryFilter.matches(filters, "a", Map.of("role", "web"))).isFalse();
        assertThat(QueryFilter.matches(filters, "b", Map.of("role", "db"))).isFalse();
    }

    @Test
    void whatCannotBeUnderstoodMeansNobody() {
        assertThat(QueryFilter.matches(List.of(Bytes.of(new byte[] {7, (byte) 0x90})), "a", Map.of()))
                .isFalse();
        assertThat(QueryFilter.matches(List.of(Bytes.EMPTY), "a", Map.of())).isFalse();
        assertThat(QueryFilter.matches(Arrays.asList((Bytes) null), "a", Map.of()))
                .isFalse();
        assertThat(QueryFilter.matches(List.of(Bytes.of(new byte[] {0, 5})), "a", Map.of()))
                .isFalse();
    }

    @Test
    void anExpressionCannotAskForAHugeAutomaton() {
        List<String> huge =
                List.of("(((a{100}){100}){100}){100}", "a{99999999999}", "x{1000}{1000}", "(".repeat(20_000));

        for (String expression : huge) {
            assertThatThrownBy(() -> QueryFilter.encode(List.of(), Map.of("role", expression)))
                    .hasMessageContaining("expression too large");
        }
        assertThat(QueryFilter.encode(List.of(), Map.of("ip", "^\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}$")))
                .isNotNull();
    }

    @Test
    void aBadExpressionIsRefusedWhereItIsAsked() {
        assertThatThrownBy(() -> QueryFilter.encode(List.of(), Map.of("role", "(")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("invalid regular expression \"(\"");
    }
}
