package io.praetor.server.leader;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.Node;
import io.praetor.model.catalog.RegisterRequest;
import io.praetor.model.coordinate.Coordinate;
import io.praetor.model.coordinate.NodeCoordinate;
import io.praetor.model.log.CommandType;
import io.praetor.server.fsm.Commands;
import io.praetor.server.testing.LeaderFixture;
import io.praetor.store.Watches;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class CoordinateBatchesTest {
    private final LeaderFixture fixture = new LeaderFixture();
    private final CoordinateBatches batches =
            new CoordinateBatches(fixture.writes, fixture.timers, Runnable::run, Duration.ofSeconds(5));

    private static NodeCoordinate at(String node, double x) {
        return new NodeCoordinate(node, "", new Coordinate(Collections.nCopies(8, x), 1.5, 0, 1e-5));
    }

    private void register(String name) {
        Node node = new Node("", name, "127.0.0.1", "dc1", null, null, 0, 0);
        fixture.apply(Commands.encode(CommandType.REGISTER, RegisterRequest.CODEC, RegisterRequest.of(node)));
    }

    @Test
    void writesTheLastOfEachNodeInOneBatch() {
        register("a");
        register("b");
        batches.begin();
        batches.add(at("a", 1));
        batches.add(at("b", 2));
        batches.add(at("a", 3));
        assertThat(fixture.log.proposed).isEmpty();

        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.log.proposed).hasSize(1);
        assertThat(fixture.state().coordinates().all(Watches.NONE).value()).containsExactly(at("a", 3), at("b", 2));
        assertThat(fixture.timers.size()).isZero();
    }

    @Test
    void writesAtMostFiveBatches() {
        batches.begin();
        for (int i = 0; i < 1_000; i++) {
            batches.add(at("n" + i, i));
        }

        fixture.pass(Duration.ofSeconds(6));

        assertThat(fixture.log.proposed).hasSize(5);
    }

    @Test
    void forgetsEverythingWithLeadership() {
        batches.begin();
        batches.add(at("a", 1));

        batches.end();
        fixture.pass(Duration.ofSeconds(20));

        assertThat(fixture.log.proposed).isEmpty();
    }
}
