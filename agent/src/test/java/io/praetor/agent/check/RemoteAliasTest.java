package io.praetor.agent.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.model.catalog.HealthCheck;
import io.praetor.model.catalog.HealthCheckDefinition;
import io.praetor.model.catalog.NodeService;
import io.praetor.model.catalog.NodeServices;
import io.praetor.model.codec.DecodeException;
import io.praetor.model.codec.Json;
import io.praetor.server.Cancellable;
import io.praetor.server.query.Answer;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.HealthNode;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RemoteAliasTest {
    private static final Duration TICK = Duration.ofMillis(20);

    private final TestTime time = new TestTime();
    private final List<String> told = new ArrayList<>();
    private final Catalog catalog = new Catalog();

    private AliasCheck alias(String service) {
        RemoteAlias watch = new RemoteAlias(catalog, "n2", service, "self", "secret");
        AliasCheck check =
                new AliasCheck(watch, time.wheel, finding -> told.add(finding.status() + " " + finding.output()));
        check.start();
        time.pass(TICK);
        return check;
    }

    @Test
    void followsTheChecksOfANode() {
        catalog.checks = List.of(check("disk", "", "passing"), check("web", "web", "critical"));
        alias("");
        assertThat(told).containsExactly("passing All checks passing.");

        catalog.change(check("disk", "", "warning"));
        time.pass(TICK);

        assertThat(told).containsExactly("passing All checks passing.", "warning Aliased check \"disk\" failing: why");
        assertThat(catalog.asked.getLast())
                .isEqualTo(new ReadOptions(null, Consistency.STALE, 2, Duration.ofMinutes(1), "secret"));
    }

    @Test
    void followsAServiceAndItsNode() {
        catalog.services.add("web");
        catalog.checks = List.of(check("other", "other", "critical"), check("self", "", "critical"));
        alias("web");
        assertThat(told).containsExactly("passing No checks found.");

        catalog.change(check("other", "other", "critical"), check("w", "web", "critical"));
        time.pass(TICK);

        assertThat(told).endsWith("critical Aliased check \"w\" failing: why");
    }

    @Test
    void aServiceThatIsNotThereIsCritical() {
        alias("web");

        assertThat(told).containsExactly("critical Service web could not be found on node n2");
    }

    @Test
    void aNodeThatIsNotThereIsCriticalForItsServices() {
        catalog.hasNode = false;

        alias("web");

        assertThat(told).containsExactly("critical Service web could not be found on node n2");
    }

    @Test
    void aFailureIsCriticalAndRetriesBecomeRare() {
        catalog.failure = "No cluster leader";
        alias("");
        assertThat(told).contains("critical Failure checking aliased node or service: No cluster leader");

        time.pass(Duration.ofMillis(200));
        int atOnce = told.size();
        time.pass(Duration.ofMinutes(10));
        int inTenMinutes = told.size() - atOnce;

        // 2, 4, 8, 16 and 32 seconds, then a minute each
        assertThat(atOnce).isEqualTo(4);
        assertThat(inTenMinutes).isBetween(13, 15);
    }

    @Test
    void aStoppedAliasReadsNoMore() {
        AliasCheck check = alias("");
        assertThat(catalog.parked).isNotNull();

        check.stop();
        int asked = catalog.asked.size();
        time.pass(Duration.ofMinutes(5));

        assertThat(catalog.cancelled).isTrue();
        assertThat(catalog.asked).hasSize(asked);
        assertThat(time.wheel.size()).isZero();
    }

    private static HealthCheck check(String id, String service, String status) {
        HealthCheckDefinition none =
                new HealthCheckDefinition(0, 0, 0, 0, "", false, null, "", "", "", null, "", "", "", false, "", "", 0);
        return new HealthCheck("n2", id, id, status, "", "why", service, "", List.of(), "", none, 0, 0);
    }

    /// A catalog of one node; parks a read until it changes.
    private static final class Catalog implements Queries {
        final List<ReadOptions> asked = new ArrayList<>();
        final List<String> services = new ArrayList<>();
        List<HealthCheck> checks = List.of();
        boolean hasNode = true;
        boolean cancelled;

        @Nullable String failure;

        @Nullable Runnable parked;

        private long index = 1;

        void change(HealthCheck... now) {
            checks = List.of(now);
            index++;
            Runnable waiting = parked;
            parked = null;
            if (waiting != null) {
                waiting.run();
            }
        }

        @Override
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            asked.add(options);
            if (failure != null) {
                done.failed(new IllegalStateException(failure));
            } else if (options.minIndex() < index) {
                done.answered(answer(query));
            } else {
                parked = () -> done.answered(answer(query));
            }
            return () -> {
                cancelled = true;
                parked = null;
            };
        }

        @SuppressWarnings("unchecked")
        private <T extends @Nullable Object> Answer<T> answer(Query<T> query) {
            Object value = query instanceof HealthNode ? checks : hasNode ? found() : null;
            Answer<?> answer = new Answer<@Nullable Object>(value, index, true, Duration.ZERO, Consistency.STALE);
            return (Answer<T>) answer;
        }

        private NodeServices found() {
            Map<String, NodeService> all = new TreeMap<>();
            for (String id : services) {
                try {
                    all.put(id, Json.parse(NodeService.CODEC, "{}".getBytes(StandardCharsets.US_ASCII)));
                } catch (DecodeException e) {
                    throw new IllegalStateException(e);
                }
            }
            return new NodeServices(null, all);
        }
    }
}
