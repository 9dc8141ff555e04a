package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PrometheusTextTest {
    private static final Instant BEGIN = Instant.parse("2026-11-27T03:30:10Z");

    private final Figures figures = new Figures(settings(""), BEGIN);

    private static TelemetrySettings settings(String host) {
        return new TelemetrySettings(
                "consul", host, "", "", "", List.of(), Duration.ofSeconds(30), true, PrefixFilter.ALL);
    }

    private PrometheusParser parsed() {
        return PrometheusParser.parse(PrometheusText.of(figures, Map.of("rpc.query", "Reads that came")));
    }

    @Test
    void printsACounterUnderTheNameTheOriginalHas() {
        figures.counter("rpc.query").add(12);

        assertThat(PrometheusText.of(figures, Map.of("rpc.query", "Reads that came")))
                .isEqualTo("""
                        # HELP consul_rpc_query Reads that came
                        # TYPE consul_rpc_query counter
                        consul_rpc_query 12
                        """);
    }

    @Test
    void printsDurationsAsASummaryInMilliseconds() {
        Timer timer = figures.timer("api.http", new Label("method", "GET"), new Label("path", "v1_kv_"));
        for (int i = 1; i <= 100; i++) {
            timer.record(i * 1_000_000L);
        }

        PrometheusParser text = parsed();

        Map<String, String> labels = Map.of("method", "GET", "path", "v1_kv_");
        assertThat(text.type("consul_api_http")).isEqualTo("summary");
        assertThat(text.value("consul_api_http_count", labels)).isEqualTo(100);
        assertThat(text.value("consul_api_http_sum", labels)).isEqualTo(5050);
        assertThat(text.quantile("consul_api_http", labels, "0.5")).isCloseTo(50, within(2.0));
        assertThat(text.quantile("consul_api_http", labels, "0.9")).isCloseTo(90, within(3.0));
        assertThat(text.quantile("consul_api_http", labels, "0.99")).isCloseTo(99, within(3.0));
    }

    @Test
    void hasNoQuantilesWhenNothingHappenedLately() {
        figures.timer("kvs.apply").record(1_000_000);
        figures.tick(BEGIN.plusSeconds(10));
        figures.tick(BEGIN.plusSeconds(20));

        PrometheusParser text = parsed();

        assertThat(text.quantile("consul_kvs_apply", Map.of(), "0.5")).isNaN();
        assertThat(text.value("consul_kvs_apply_count", Map.of())).isEqualTo(1);
    }

    @Test
    void addsUpOverAllIntervals() {
        figures.counter("rpc.query").add(1);
        figures.tick(BEGIN.plusSeconds(10));
        figures.counter("rpc.query").add(2);

        assertThat(parsed().value("consul_rpc_query", Map.of())).isEqualTo(3);
    }

    @Test
    void leavesOutLabelledSeriesThatStandStillForTheRetentionTime() {
        figures.counter("client.api.x", new Label("node", "n")).increment();
        figures.counter("rpc.query").increment();

        figures.tick(BEGIN.plusSeconds(30));
        assertThat(parsed().names()).contains("consul_client_api_x");

        figures.tick(BEGIN.plusSeconds(60));
        assertThat(parsed().names()).contains("consul_rpc_query").doesNotContain("consul_client_api_x");
    }

    @Test
    void replacesWhatPrometheusDoesNotTakeInNames() {
        Figures named = new Figures(settings("my-host.example"), BEGIN);
        named.gauge("dns.domain_query/1 ü").set(1);

        assertThat(PrometheusText.of(named, Map.of())).contains("consul_my_host_example_dns_domain_query_1__ 1\n");
    }

    @Test
    void escapesValuesOfLabels() {
        figures.counter("catalog.service.query", new Label("service", "a\"b\\c\nd"))
                .increment();

        assertThat(PrometheusText.of(figures, Map.of()))
                .contains("consul_catalog_service_query{service=\"a\\\"b\\\\c\\nd\"} 1\n");
    }

    @Test
    void printsNoNameTwice() {
        figures.counter("a.b").increment();
        figures.counter("a_b").increment();
        figures.gauge("a.b").set(1);
        figures.counter("a.c").increment();

        assertThat(parsed().names()).containsExactlyInAnyOrder("consul_a_b", "consul_a_c");
    }

    @Test
    void isReadableWhateverClientsInvent() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(12), 0, 0x300).forEach(c -> text.append((char) c));
            Label label = new Label("service", text.toString());
            figures.counter("catalog.service.query", label).increment();
            figures.timer("dns." + text, label).record(random.nextLong(1L << 40));
            figures.gauge("g" + text, label).set(random.nextGaussian());
        }

        assertThat(parsed().names()).contains("consul_catalog_service_query");
    }
}
