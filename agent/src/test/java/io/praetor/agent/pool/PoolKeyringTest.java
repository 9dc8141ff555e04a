package io.praetor.agent.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.serf.KeyManager.Outcome;
import io.praetor.gossip.serf.Serf;
import io.praetor.model.operator.KeyringRequest;
import io.praetor.model.operator.KeyringResponse;
import io.praetor.model.rpc.QueryOptions;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// `gossip-serf.md` §11.6.
class PoolKeyringTest {
    private final FakePool lan = new FakePool();
    private final FakePool wan = new FakePool();

    private List<KeyringResponse> operate(@Nullable Serf other, String operation, String key, boolean localOnly) {
        KeyringRequest request = new KeyringRequest(operation, key, "dc1", false, 2, localOnly, QueryOptions.NONE);
        List<KeyringResponse> responses =
                new PoolKeyring("dc1", lan, other).operate(request).join().responses();
        return responses == null ? List.of() : responses;
    }

    @Test
    void asksTheWanPoolFirst() {
        wan.keys =
                CompletableFuture.completedFuture(new Outcome(1, 1, 0, Map.of(), Map.of("k", 1), Map.of("k", 1), ""));
        lan.keys = CompletableFuture.completedFuture(
                new Outcome(3, 2, 1, Map.of("n", "no"), Map.of("k", 2), Map.of(), "1/3 nodes reported failure"));

        assertThat(operate(wan, KeyringRequest.LIST, "", false))
                .containsExactly(
                        new KeyringResponse(true, "dc1", "", Map.of(), Map.of("k", 1), Map.of("k", 1), 1, ""),
                        new KeyringResponse(
                                false,
                                "dc1",
                                "",
                                Map.of("n", "no"),
                                Map.of("k", 2),
                                Map.of(),
                                3,
                                "1/3 nodes reported failure"));
        assertThat(operate(wan, KeyringRequest.LIST, "", true)).hasSize(1);
        assertThat(operate(null, KeyringRequest.USE, "k", false)).hasSize(1);
        assertThat(lan.asked).containsExactly("list 2", "list 2", "use k 2");
        assertThat(wan.asked).containsExactly("list 2");
    }

    @Test
    void aKeyThatIsNoneIsEachPoolsComplaint() {
        lan.keys = CompletableFuture.failedFuture(new IllegalArgumentException("illegal base64 data"));

        assertThat(operate(null, KeyringRequest.INSTALL, "x", false))
                .extracting(KeyringResponse::error)
                .containsExactly("illegal base64 data");
    }

    @Test
    void onlyListsAreLocal() {
        assertThatThrownBy(() -> operate(wan, KeyringRequest.REMOVE, "k", true))
                .hasMessageContaining("argument error: LocalOnly can only be used for List operations");
    }
}
