package io.praetor.server.query;

import io.praetor.model.telemetry.Counter;
import io.praetor.model.telemetry.Label;
import io.praetor.model.telemetry.Telemetry;
import io.praetor.model.telemetry.Timer;
import io.praetor.server.Meter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// Counts reads: all of them, and those of one service by its name.
final class QueryFigures {
    /// Names of services whose counters are kept at hand; those of others are looked up.
    private static final int MOST_AT_HAND = 4_096;

    private final Meter meter;
    private final Telemetry telemetry;
    private final Counter all;
    private final Timer verified;
    private final Lookups catalog = new Lookups("catalog.service");
    private final Lookups catalogConnect = new Lookups("catalog.connect");
    private final Lookups health = new Lookups("health.service");
    private final Lookups healthConnect = new Lookups("health.connect");
    private final Lookups healthIngress = new Lookups("health.ingress");

    QueryFigures(Meter meter) {
        this.meter = meter;
        this.telemetry = meter.telemetry();
        this.all = telemetry.counter("rpc.query");
        this.verified = telemetry.timer("rpc.consistentRead");
    }

    /// Nanoseconds at which something begins.
    long begun() {
        return meter.begun();
    }

    /// Leadership was confirmed for a consistent read.
    void verified(long begun) {
        meter.ended(verified, begun);
    }

    /// A read has come.
    void asked(Query<?> query) {
        all.increment();
        switch (query) {
            case HealthService asked -> of(asked.kind()).asked(asked.service(), asked.tags());
            case ServiceNodes asked -> of(asked).asked(asked.service(), asked.tags());
            default -> {}
        }
    }

    /// A question has been answered from the state.
    void answered(Query<?> query, @Nullable Object value) {
        switch (query) {
            case HealthService asked when isEmpty(value) -> of(asked.kind()).missed(asked.service());
            case ServiceNodes asked when isEmpty(value) -> of(asked).missed(asked.service());
            default -> {}
        }
    }

    private static boolean isEmpty(@Nullable Object value) {
        return value instanceof List<?> list && list.isEmpty();
    }

    private Lookups of(HealthService.Kind kind) {
        return switch (kind) {
            case SERVICE -> health;
            case CONNECT -> healthConnect;
            case INGRESS -> healthIngress;
        };
    }

    private Lookups of(ServiceNodes query) {
        return query.connect() ? catalogConnect : catalog;
    }

    /// Lookups of services through one endpoint.
    private final class Lookups {
        private final String name;
        private final Map<String, Counter> queries = new ConcurrentHashMap<>();

        Lookups(String name) {
            this.name = name;
        }

        void asked(String service, List<String> tags) {
            Counter counter = queries.get(service);
            if (counter == null) {
                counter = telemetry.counter(name + ".query", new Label("service", service));
                if (queries.size() < MOST_AT_HAND) {
                    queries.put(service, counter);
                }
            }
            counter.increment();
            if (!tags.isEmpty()) {
                List<Label> labels = new ArrayList<>();
                labels.add(new Label("service", service));
                labels.add(new Label("tag", String.join(",", tags)));
                telemetry
                        .counter(name + ".query-tags", labels.toArray(Label[]::new))
                        .increment();
            }
        }

        void missed(String service) {
            telemetry
                    .counter(name + ".not-found", new Label("service", service))
                    .increment();
        }
    }
}
