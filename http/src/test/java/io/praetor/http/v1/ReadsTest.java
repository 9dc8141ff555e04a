package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codecs;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadsTest {
    private final AskedQueries asked = new AskedQueries(List.of("a"));

    private String get(ApiSettings settings, String target, String... headers) {
        Reads reads = new Reads(asked, settings);
        Route route = Route.at("/v1/")
                .get(request -> reads.json(request, new KvKeys("", ""), Codecs.TEXTS, found -> found, Level.SHOWN));
        return Replies.show(route, "GET", target, "", headers);
    }

    private ReadOptions options(String query, String... headers) {
        assertThat(get(ApiSettings.of("dc1", "n"), "/v1/x?" + query, headers)).startsWith("200 index=7 ");
        return asked.options.getFirst();
    }

    private static ReadOptions options(Consistency consistency, long index, Duration wait, String token) {
        return new ReadOptions(null, consistency, index, wait, token);
    }

    @Test
    void asksTheLeaderNowByDefault() {
        assertThat(options("")).isEqualTo(ReadOptions.NOW);
        assertThat(get(ApiSettings.of("dc1", "n"), "/v1/x")).isEqualTo("200 index=7 leader [\"a\"]");
    }

    @ParameterizedTest
    @CsvSource({
        "stale, STALE",
        "stale=false, STALE",
        "consistent, CONSISTENT",
        "leader, DEFAULT",
        "cached, DEFAULT",
        "max_stale=5s, STALE",
        "max_stale=0s, DEFAULT",
        "max_stale=-5s, DEFAULT",
        "max_stale=, DEFAULT",
        "STALE, DEFAULT",
    })
    void readsTheConsistency(String query, Consistency consistency) {
        assertThat(options(query).consistency()).isEqualTo(consistency);
    }

    @Test
    void readsIndexAndWait() {
        assertThat(options("index=18446744073709551615&wait=1m30s"))
                .isEqualTo(options(Consistency.DEFAULT, -1, Duration.ofSeconds(90), ""));
    }

    @ParameterizedTest
    @CsvSource({
        "index=abc, Invalid index",
        "index=-1, Invalid index",
        "index=18446744073709551616, Invalid index",
        "wait=abc, Invalid wait time",
        "wait=10, Invalid wait time",
        "wait=x&index=y, Invalid wait time",
        "stale&consistent, 'Cannot specify ?stale with ?consistent, conflicting semantics.'",
        "max_stale=1s&consistent, 'Cannot specify ?stale with ?consistent, conflicting semantics.'",
        "cached&consistent, 'Cannot specify ?cached with ?consistent, conflicting semantics.'",
        "max_stale=nope, Invalid max_stale value \"nope\"",
    })
    void refusesWhatMakesNoSense(String query, String text) {
        assertThat(get(ApiSettings.of("dc1", "n"), "/v1/x?" + query)).isEqualTo("400 " + text);
        assertThat(asked.queries).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "max-age=nope, 400 Invalid Cache-Control header.",
        "'no-store, Max-Age=x', 400 Invalid Cache-Control header.",
        "stale-if-error=y, 400 Invalid Cache-Control header.",
        "'max-age=10, must-revalidate, stale-if-error=5', 200 index=7 leader [\"a\"]",
        "no-store, 200 index=7 leader [\"a\"]",
    })
    void readsCacheControl(String header, String answer) {
        assertThat(get(ApiSettings.of("dc1", "n"), "/v1/x", "Cache-Control", header))
                .isEqualTo(answer);
    }

    @Test
    void fallsBackToTheAgentsToken() {
        ApiSettings settings = new ApiSettings("dc1", "n", () -> "agent's", Duration.ZERO, 1, 1);

        get(settings, "/v1/x");
        get(settings, "/v1/x", "X-Consul-Token", "own");
        get(settings, "/v1/x?token=first", "X-Consul-Token", "own");

        assertThat(asked.options).extracting(ReadOptions::token).containsExactly("agent's", "own", "first");
    }

    @Test
    void namesTheDatacenterOnlyWhenAsked() {
        assertThat(options("dc=").datacenter()).isNull();
        asked.options.clear();
        assertThat(options("dc=dc2").datacenter()).isEqualTo("dc2");
    }

    @Test
    void letsCatalogAndHealthBeAsStaleAsConfigured() {
        ApiSettings settings = new ApiSettings("dc1", "n", () -> "", Duration.ofSeconds(5), 1, 1);

        get(settings, "/v1/catalog/x");
        get(settings, "/v1/health/x");
        get(settings, "/v1/kv/x");
        get(settings, "/v1/catalog/x?leader");
        get(settings, "/v1/catalog/x?consistent");

        assertThat(asked.options)
                .extracting(ReadOptions::consistency)
                .containsExactly(
                        Consistency.STALE,
                        Consistency.STALE,
                        Consistency.DEFAULT,
                        Consistency.DEFAULT,
                        Consistency.CONSISTENT);
    }

    @Test
    void asksTheLeaderWhenAnAnswerIsTooOld() {
        asked.lastContact = Duration.ofSeconds(6);

        String answer = get(ApiSettings.of("dc1", "n"), "/v1/x?max_stale=5s");

        assertThat(answer).isEqualTo("200 index=7 leader [\"a\"]");
        assertThat(asked.options)
                .extracting(ReadOptions::consistency)
                .containsExactly(Consistency.STALE, Consistency.DEFAULT);
    }
}
