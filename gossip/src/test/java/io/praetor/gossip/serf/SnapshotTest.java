package io.praetor.gossip.serf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.serf.FakeNetwork.Fake;
import io.praetor.gossip.serf.SnapshotNews.Batch;
import io.praetor.model.telemetry.Telemetry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

    private static final SerfConfig CONFIG = SerfConfig.serf(Map.of());

    @TempDir
    Path folder;

    private final FakeNetwork network = new FakeNetwork(4);
    private Path path = Path.of("replaced");
    private long now = 1;

    @BeforeEach
    void inTheFolder() {
        path = folder.resolve("serf/local.snapshot");
    }

    @Test
    void saysWhoIsThereAndWhatTimeItIs() throws IOException {
        Fake keeper = network.start("keeper", 1, CONFIG.with(c -> c.snapshotPath(path)));
        Fake other = network.start("other", 2, CONFIG);
        var _ = keeper.serf().join(List.of(other.endpoint.toString()), true);
        network.loop.advance(Duration.ofSeconds(1));
        network.die(other);
        var _ = keeper.serf().userEvent("event", new byte[0], false);
        var _ = keeper.serf().keys().list(0);
        network.loop.advance(Duration.ofSeconds(1));

        assertThat(Files.readString(path)).isEqualTo("""
                        alive: keeper 10.0.0.1:7946
                        alive: other 10.0.0.2:7946
                        clock: 1
                        not-alive: other
                        event-clock: 1
                        query-clock: 1
                        """);
    }

    @Test
    void aRestartedMemberJoinsThoseWhoWereThere() throws IOException {
        write("alive: keeper 10.0.0.1:7946", "alive: gone 10.0.0.9:7946", "alive: an other 10.0.0.2:7946", "clock: 41");
        Fake other = network.start("an other", 2, CONFIG);

        Fake keeper = network.start("keeper", 1, CONFIG.with(c -> c.snapshotPath(path)));
        network.loop.advance(Duration.ofSeconds(1));

        assertThat(SerfPoolTest.names(keeper.serf().members())).containsExactlyInAnyOrder("keeper", "an other");
        assertThat(other.statusOf("keeper")).isEqualTo(Member.Status.ALIVE);
        assertThat(keeper.serf().stats()).containsEntry("member_time", "43");
    }

    @Test
    void whatWasDeliveredBeforeIsNotDeliveredAgain() throws IOException {
        write("alive: other 10.0.0.2:7946", "event-clock: 2", "query-clock: 7");
        Fake other = network.start("other", 2, CONFIG);
        for (String name : List.of("one", "two", "three")) {
            var _ = other.serf().userEvent(name, new byte[0], false);
        }
        network.loop.settle();

        Fake keeper = network.start("keeper", 1, CONFIG.with(c -> c.snapshotPath(path)));
        network.loop.advance(Duration.ofSeconds(1));

        assertThat(keeper.userEvents()).containsExactly("three");
        assertThat(keeper.serf().stats()).containsEntry("query_time", "8");
    }

    @Test
    void aMemberThatLeftStartsFromNothing() throws IOException {
        Fake other = leaveAndStartAgain(false);

        assertThat(other.statusOf("keeper")).isEqualTo(Member.Status.LEFT);
        assertThat(Files.readString(path)).contains("leave\n");
    }

    @Test
    void aMemberThatLeftMayJoinAgain() throws IOException {
        Fake other = leaveAndStartAgain(true);

        assertThat(other.statusOf("keeper")).isEqualTo(Member.Status.ALIVE);
    }

    private Fake leaveAndStartAgain(boolean rejoin) throws IOException {
        SerfConfig config = CONFIG.with(c -> c.snapshotPath(path).rejoinAfterLeave(rejoin));
        Fake other = network.start("other", 2, CONFIG);
        Fake keeper = network.start("keeper", 1, config);
        var _ = keeper.serf().join(List.of(other.endpoint.toString()), true);
        network.loop.advance(Duration.ofSeconds(1));
        var _ = keeper.serf().leave();
        network.loop.advance(Duration.ofSeconds(10));
        keeper.serf().close();
        network.loop.settle();

        network.start("keeper", 1, config);
        network.loop.advance(Duration.ofSeconds(1));
        return other;
    }

    @Test
    void linesThatAreNotKnownArePassedOver() throws IOException {
        write(
                "# a comment",
                "coordinate: {}",
                "alive: broken",
                "alive: six [::1]:7946",
                "what: is this",
                "clock: x",
                "alive: torn 10.0.");

        SnapshotState state = open(1 << 20).state();

        assertThat(state.alive()).containsOnlyKeys("six");
        assertThat(state.alive().get("six")).hasToString("[::1]:7946");
    }

    @Test
    void aTornLineDoesNotSwallowTheNext() throws IOException {
        Files.createDirectories(folder.resolve("serf"));
        Files.writeString(path, "alive: a 10.0.0.1:7946\nalive: b 10.0");

        try (SnapshotFile file = open(1 << 20)) {
            file.write(news(3, null));
        }

        assertThat(open(1 << 20).state().alive()).containsOnlyKeys("a", "m3");
    }

    @Test
    void aFileWithManyOldLinesIsWrittenAnew() throws IOException {
        try (SnapshotFile file = open(2048)) {
            for (int i = 0; i < 1_000; i++) {
                file.write(news(i % 5, (long) i));
            }
        }

        assertThat(Files.size(path)).isLessThan(2200);
        assertThat(Files.exists(path.resolveSibling("local.snapshot.compact"))).isFalse();
        SnapshotState state = open(2048).state();
        assertThat(state.alive()).hasSize(5);
        assertThat(state.clock()).isEqualTo(999);
    }

    @Test
    void aWriteErrorIsMadeUpForLater() throws IOException {
        SnapshotFile file = open(1 << 20);
        file.write(news(1, 1L));
        file.close(); // from here on nothing can be appended

        file.write(news(2, 2L));
        assertThat(open(1 << 20).state().alive()).containsOnlyKeys("m1");
        now += Duration.ofSeconds(31).toNanos();
        file.write(news(3, 3L));

        assertThat(open(1 << 20).state().alive()).containsOnlyKeys("m1", "m2", "m3");
        file.close();
    }

    @Test
    void aPathThatCannotBeOpenedIsSaidAtTheStart() throws IOException {
        Path noFolder = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(
                        () -> SnapshotFile.open(noFolder.resolve("local.snapshot"), false, () -> now, Telemetry.NONE))
                .isInstanceOf(IOException.class);
    }

    @Test
    void aDiskThatStandsStillCostsNoMoreThanAnEntryForEachMember() {
        SnapshotNews news = new SnapshotNews();

        for (int i = 0; i < 10_000; i++) {
            news.node("m" + i % 10, i % 3 == 0 ? null : FakeNetwork.endpoint(i % 10));
            news.clock(i);
        }

        assertThat(news.take().nodes()).hasSize(10);
        assertThat(news.take().isEmpty()).isTrue();
    }

    private Batch news(int node, @Nullable Long clock) {
        Map<String, @Nullable Endpoint> nodes = new LinkedHashMap<>();
        nodes.put("m" + node, FakeNetwork.endpoint(node + 1));
        return new Batch(nodes, clock, null, null, false);
    }

    private SnapshotFile open(int leastToCompact) throws IOException {
        return SnapshotFile.open(path, false, leastToCompact, () -> now, Telemetry.NONE);
    }

    private void write(String... lines) throws IOException {
        Files.createDirectories(folder.resolve("serf"));
        Files.writeString(path, String.join("\n", lines) + "\n", StandardOpenOption.CREATE);
    }
}
