package io.praetor.agent.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.agent.MetricsSummary;
import io.praetor.model.agent.MetricsSummary.Sampled;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class HttpFiguresTest {
    private final Figures figures = new Figures(TelemetrySettings.DEFAULT, Instant.EPOCH);
    private final HttpFigures requests = new HttpFigures(figures, "n1", true);

    private MetricsSummary seen() {
        return figures.summary();
    }

    @Test
    void timesRequestsByMethodAndPattern() {
        requests.answered("GET", "/v1/kv/", 200, 2_000_000);
        requests.answered("GET", "/v1/kv/", 404, 4_000_000);

        Sampled sampled = seen().samples().stream()
                .filter(sample -> sample.name().equals("consul.api.http"))
                .findFirst()
                .orElseThrow();

        assertThat(sampled.labels()).isEqualTo(Map.of("method", "GET", "path", "v1_kv_"));
        assertThat(sampled.count()).isEqualTo(2);
        assertThat(sampled.mean()).isEqualTo(3);
    }

    @Test
    void keepsTheOldNamesToo() {
        requests.answered("GET", "/v1/kv/", 200, 1);
        requests.answered("PUT", "/v1/agent/leave", 200, 1);

        assertThat(seen().samples())
                .extracting(Sampled::name)
                .contains("consul.http.GET.v1.kv._", "consul.http.PUT.v1.agent.leave");
    }

    @Test
    void leavesTheOldNamesOutOnDemand() {
        new HttpFigures(figures, "n1", false).answered("GET", "/v1/kv/", 200, 1);

        assertThat(seen().samples()).extracting(Sampled::name).containsExactly("consul.api.http");
    }

    @Test
    void countsCallsOfTheCatalogByTheirOutcome() {
        requests.answered("GET", "/v1/catalog/services", 200, 1);
        requests.answered("GET", "/v1/catalog/services", 400, 1);
        requests.answered("GET", "/v1/catalog/services", 500, 1);
        requests.answered("POST", "/v1/catalog/services", 405, 1);

        assertThat(seen().counters())
                .extracting(Sampled::name, Sampled::sum)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("consul.client.api.catalog_services", 3.0),
                        org.assertj.core.groups.Tuple.tuple("consul.client.api.success.catalog_services", 1.0),
                        org.assertj.core.groups.Tuple.tuple("consul.client.rpc.error.catalog_services", 1.0));
        assertThat(seen().counters().getFirst().labels()).isEqualTo(Map.of("node", "n1"));
    }

    @Test
    void keepsNoMethodThatAClientInvents() {
        requests.answered("BREW", "/v1/kv/", 405, 1);

        assertThat(seen().samples()).isEmpty();
    }
}
