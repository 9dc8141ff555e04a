package io.praetor.acceptance.durability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Ledger ledger = new Ledger();

    @Test
    void allowsWhatWasAcknowledgedOrSentSince() {
        ledger.sending("a", "1");
        ledger.acknowledge("a");
        ledger.sending("a", "2");
        ledger.sending("b", "1");
        ledger.sending("c", Ledger.ANY);

        assertThat(ledger.settle(Map.of("a", "2", "c", "some id"))).isEmpty();
        assertThat(ledger.settle(Map.of("a", "2", "c", "some id"))).isEmpty();
    }

    @Test
    void refusesLostForgedAndResurrectedThings() {
        ledger.sending("lost", "1");
        ledger.acknowledge("lost");
        ledger.sending("old", "1");
        ledger.acknowledge("old");
        ledger.sending("old", "2");
        ledger.acknowledge("old");
        ledger.sending("gone", "1");
        ledger.acknowledge("gone");
        ledger.sending("gone", null);
        ledger.acknowledge("gone");

        assertThat(ledger.settle(Map.of("old", "1", "gone", "1", "forged", "9")))
                .containsExactly(
                        "forged is 9; acknowledged was null, sent since: nothing",
                        "gone is 1; acknowledged was null, sent since: nothing",
                        "lost is null; acknowledged was 1, sent since: nothing",
                        "old is 1; acknowledged was 2, sent since: nothing");
    }
}
