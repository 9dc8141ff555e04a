package io.praetor.server.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.server.Meter;
import io.praetor.server.filter.Filter;
import io.praetor.server.testing.RecordedTelemetry;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class QueryFiguresTest {
    private final RecordedTelemetry telemetry = new RecordedTelemetry();
    private final QueryFigures figures = new QueryFigures(new Meter(telemetry, () -> 0));

    private static HealthService health(HealthService.Kind kind, String... tags) {
        return new HealthService("web", kind, List.of(tags), false, Map.of(), "", Filter.NONE);
    }

    @Test
    void countsEveryReadAndThoseOfServicesByName() {
        figures.asked(new KvGet("k"));
        figures.asked(health(HealthService.Kind.SERVICE));
        figures.asked(health(HealthService.Kind.SERVICE));
        figures.asked(health(HealthService.Kind.CONNECT));
        figures.asked(new ServiceNodes("web", false, List.of(), Map.of(), "", Filter.NONE));

        assertThat(telemetry.all())
                .isEqualTo(Map.of(
                        "rpc.query", 5L,
                        "health.service.query;service=web", 2L,
                        "health.connect.query;service=web", 1L,
                        "catalog.service.query;service=web", 1L));
    }

    @Test
    void countsTags() {
        figures.asked(health(HealthService.Kind.SERVICE, "a", "b"));

        assertThat(telemetry.of("health.service.query-tags;service=web;tag=a,b"))
                .isEqualTo(1);
    }

    @Test
    void countsWhatFoundNothing() {
        figures.answered(health(HealthService.Kind.SERVICE), List.of());
        figures.answered(health(HealthService.Kind.INGRESS), List.of("something"));
        figures.answered(new KvGet("k"), null);

        assertThat(telemetry.all()).isEqualTo(Map.of("health.service.not-found;service=web", 1L));
    }
}
