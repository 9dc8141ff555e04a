package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.RequestFailure;
import io.praetor.server.acl.Viewer;
import io.praetor.server.state.StateStore;
import io.praetor.store.Watches;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaAccessTest {
    @Test
    void aServerWithoutAMeshSaysSo() {
        StateStore states = new StateStore(Runnable::run, () -> 0, () -> Instant.EPOCH, false);

        for (Query<?> query : List.of(new CaRootsGet(), new CaConfigurationGet())) {
            assertThatThrownBy(() -> query.evaluate(states.current(), Watches.NONE, Viewer.ALL))
                    .isInstanceOf(RequestFailure.class)
                    .hasMessage("Connect must be enabled in order to use this endpoint");
        }
    }
}
