package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.praetor.model.agent.MetricsSummary;
import io.praetor.model.agent.MetricsSummary.Sampled;
import io.praetor.model.codec.Json;
import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Gauge;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Timer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class FiguresTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T03:30:10Z");

    private final Figures figures = new Figures(TelemetrySettings.DEFAULT, BEGIN);

    private MetricsSummary nextInterval() {
        MetricsSummary ended = figures.tick(BEGIN.plus(Figures.INTERVAL));
        assertThat(ended).isNotNull();
        return figures.summary();
    }

    @Test
    void showsWhatWasCountedInTheLastCompleteInterval() {
        Counter counter = figures.counter("kvs.things");
        counter.add(3);
        counter.increment();

        MetricsSummary summary = nextInterval();

        assertThat(summary.timestamp()).isEqualTo("2026-11-27 03:30:10 +0000 UTC");
        Sampled sampled = summary.counters().getFirst();
        assertThat(sampled.name()).isEqualTo("consul.kvs.things");
        assertThat(sampled.count()).isEqualTo(2);
        assertThat(sampled.sum()).isEqualTo(4);
        assertThat(sampled.rate()).isEqualTo(0.4);
        assertThat(sampled.min()).isEqualTo(1);
        assertThat(sampled.max()).isEqualTo(3);
        assertThat(sampled.mean()).isEqualTo(2);
        assertThat(sampled.stddev()).isCloseTo(Math.sqrt(2), within(1e-9));
    }

    @Test
    void forgetsAnIntervalWhenTheNextOneIsComplete() {
        figures.counter("kvs.things").increment();
        nextInterval();

        figures.tick(BEGIN.plus(Figures.INTERVAL.multipliedBy(2)));

        assertThat(figures.summary().counters()).isEmpty();
    }

    @Test
    void showsTheFirstIntervalWhileItLasts() {
        figures.counter("kvs.things").increment();

        assertThat(figures.tick(BEGIN.plusSeconds(9))).isNull();
        assertThat(figures.summary().counters()).hasSize(1);
        // looking does not take anything away
        assertThat(figures.summary().counters()).hasSize(1);
    }

    @Test
    void keepsDurationsInMilliseconds() {
        Timer timer = figures.timer("kvs.apply");
        timer.record(Duration.ofMillis(2).toNanos());
        timer.record(Duration.ofMillis(4).toNanos());

        Sampled sampled = nextInterval().samples().getFirst();

        assertThat(sampled.sum()).isEqualTo(6);
        assertThat(sampled.mean()).isEqualTo(3);
        assertThat(sampled.labels()).isEmpty();
    }

    @Test
    void keepsSeriesOfOneNameApartByTheirLabels() {
        figures.counter("client.api.x", new Label("node", "b")).add(2);
        figures.counter("client.api.x", new Label("node", "a")).add(1);
        figures.counter("client.api.w", new Label("node", "a")).add(1);

        assertThat(nextInterval().counters())
                .extracting(
                        Sampled::name,
                        sampled -> Objects.requireNonNull(sampled.labels()).get("node"))
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("consul.client.api.w", "a"),
                        org.assertj.core.groups.Tuple.tuple("consul.client.api.x", "a"),
                        org.assertj.core.groups.Tuple.tuple("consul.client.api.x", "b"));
    }

    @Test
    void asksGaugesWhenAnIntervalEnds() {
        int[] nodes = {1};
        figures.poll("state.nodes", () -> nodes[0]);
        Gauge gauge = figures.gauge("session_ttl.active");
        gauge.set(7);
        figures.gauge("never.set");
        nodes[0] = 2;

        assertThat(nextInterval().gauges())
                .extracting(MetricsSummary.GaugeValue::name, MetricsSummary.GaugeValue::value)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("consul.session_ttl.active", 7.0),
                        org.assertj.core.groups.Tuple.tuple("consul.state.nodes", 2.0));
    }

    @Test
    void printsTheObjectOfTheOriginal() {
        figures.counter("rpc.query").add(5);
        figures.gauge("runtime.alloc_bytes").set(1.5);

        String json = new String(Json.compact(MetricsSummary.CODEC, nextInterval()), StandardCharsets.UTF_8);

        assertThat(json)
                .isEqualTo("{\"Timestamp\":\"2026-11-27 03:30:10 +0000 UTC\","
                        + "\"Gauges\":[{\"Name\":\"consul.runtime.alloc_bytes\",\"Value\":1.5,\"Labels\":{}}],"
                        + "\"Points\":[],"
                        + "\"Counters\":[{\"Name\":\"consul.rpc.query\",\"Count\":1,\"Rate\":0.5,\"Sum\":5,\"Min\":5,"
                        + "\"Max\":5,\"Mean\":5,\"Stddev\":0,\"Labels\":{}}],\"Samples\":[]}");
    }

    @Test
    void dropsWhatTheFilterForbids() {
        Counter kept = figures.counter("kvs.apply");
        Counter dropped = figures.counter("kvs.apply.more");
        figures.filter(new PrefixFilter(List.of("consul.kvs"), List.of("consul.kvs.apply.m"), false));
        Counter later = figures.counter("rpc.query");

        kept.increment();
        dropped.increment();
        later.increment();

        assertThat(nextInterval().counters()).extracting(Sampled::name).containsExactly("consul.kvs.apply");
    }

    @Test
    void insertsTheHostIntoGaugesWhenFiguresLeaveTheAgent() {
        TelemetrySettings outside = new TelemetrySettings(
                "p", "host.example", "", "", "", List.of(), Duration.ofMinutes(1), true, PrefixFilter.ALL);
        Figures named = new Figures(outside, BEGIN);
        named.gauge("state.nodes").set(1);
        named.counter("rpc.query").increment();

        MetricsSummary summary = named.summary();

        assertThat(summary.gauges().getFirst().name()).isEqualTo("p.host.example.state.nodes");
        assertThat(summary.counters().getFirst().name()).isEqualTo("p.rpc.query");
    }

    @Test
    void keepsNoMoreSeriesOfANameThanItPromises() {
        for (int i = 0; i < Figures.MOST_OF_A_NAME + 50; i++) {
            figures.counter("catalog.service.not-found", new Label("service", "s" + i))
                    .increment();
        }

        assertThat(nextInterval().counters()).hasSize(Figures.MOST_OF_A_NAME);
    }

    @Test
    void givesTheSameFigureForTheSameName() {
        figures.counter("a.b", new Label("x", "1")).increment();
        figures.counter("a.b", new Label("x", "1")).increment();

        assertThat(nextInterval().counters().getFirst().sum()).isEqualTo(2);
    }

    @Test
    void losesNothingThatManyThreadsCountAtOnce() throws InterruptedException {
        Timer timer = figures.timer("api.http");
        List<Thread> threads = java.util.stream.IntStream.range(0, 8)
                .mapToObj(_ -> Thread.ofPlatform().start(() -> {
                    for (int i = 0; i < 10_000; i++) {
                        timer.record(1_000_000);
                    }
                }))
                .toList();
        for (Thread thread : threads) {
            thread.join();
        }

        Sampled sampled = nextInterval().samples().getFirst();

        assertThat(sampled.count()).isEqualTo(80_000);
        assertThat(sampled.sum()).isEqualTo(80_000);
    }

    @Test
    void handsTheNextIntervalToWhoeverWaits() throws InterruptedException {
        figures.counter("rpc.query").add(2);
        MetricsSummary[] seen = new MetricsSummary[1];
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                seen[0] = figures.next();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        while (waiting.getState() != Thread.State.WAITING) {
            Thread.onSpinWait();
        }

        figures.tick(BEGIN.plus(Figures.INTERVAL));
        waiting.join();

        assertThat(seen[0].counters().getFirst().sum()).isEqualTo(2);
    }
}
