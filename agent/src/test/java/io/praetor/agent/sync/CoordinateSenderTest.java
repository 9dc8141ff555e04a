package io.praetor.agent.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.coordinate.CoordinateUpdateRequest;
import io.praetor.server.endpoint.Coordinates;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class CoordinateSenderTest {
    private final List<Duration> delays = new ArrayList<>();
    private final List<Runnable> tasks = new ArrayList<>();
    private final List<CoordinateUpdateRequest> sent = new ArrayList<>();
    private int agents = 3;

    private CoordinateSender start(CompletableFuture<Void> answer) {
        return CoordinateSender.start(
                new CoordinateSender.Node("dc1", "node1", () -> Coordinates.ORIGIN, () -> "secret"),
                new CoordinateSender.Pace(Duration.ofSeconds(15), 64, () -> agents),
                request -> {
                    sent.add(request);
                    return answer;
                },
                (delay, task) -> {
                    delays.add(delay);
                    tasks.add(task);
                    return () -> tasks.remove(task);
                },
                new Random(7));
    }

    @Test
    void tellsWhereTheNodeIsAgainAndAgain() {
        start(CompletableFuture.completedFuture(null));
        for (int i = 0; i < 20; i++) {
            tasks.removeFirst().run();
        }

        assertThat(sent)
                .hasSize(20)
                .containsOnly(new CoordinateUpdateRequest("dc1", "node1", "", Coordinates.ORIGIN, "secret"));
        assertThat(delays)
                .hasSize(21)
                .allSatisfy(delay -> assertThat(delay).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30)))
                .doesNotHaveDuplicates();
    }

    @Test
    void isLessEagerAmongMany() {
        agents = 6400;

        start(CompletableFuture.completedFuture(null));

        assertThat(delays.getFirst()).isBetween(Duration.ofSeconds(100), Duration.ofSeconds(200));
    }

    @Test
    void goesOnAfterARefusal() {
        start(CompletableFuture.failedFuture(new IllegalStateException("no leader")));
        tasks.removeFirst().run();

        assertThat(tasks).hasSize(1);
    }

    @Test
    void stopsWhenClosed() {
        CoordinateSender sender = start(CompletableFuture.completedFuture(null));

        sender.close();

        assertThat(tasks).isEmpty();
    }
}
