package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PrefixFilterTest {
    @ParameterizedTest
    @CsvSource({
        "consul.raft.apply, true",
        "consul.raft.fsm.apply, false",
        "consul.raft.fsm.apply_more.deep, true",
        "consul.kvs, true",
        "consul.txn, false",
    })
    void letsTheLongestRuleDecide(String name, boolean kept) {
        PrefixFilter filter = new PrefixFilter(
                List.of("consul.raft", "consul.raft.fsm.apply_more", "consul.k"),
                List.of("consul.raft.fsm", "consul.t"),
                true);

        assertThat(filter.allows(name)).isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"true, true", "false, false"})
    void fallsBackOnTheDefault(boolean byDefault, boolean kept) {
        assertThat(new PrefixFilter(List.of("a"), List.of("b"), byDefault).allows("c"))
                .isEqualTo(kept);
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void blocksWhatIsBothAllowedAndBlocked(boolean byDefault) {
        assertThat(new PrefixFilter(List.of("a.b"), List.of("a.b"), byDefault).allows("a.b.c"))
                .isFalse();
    }
}
