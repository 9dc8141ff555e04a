package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.Route;
import io.praetor.http.v1.Reads.Level;
import io.praetor.model.codec.Codecs;
import io.praetor.server.Cancellable;
import io.praetor.server.acl.Tokens;
import io.praetor.server.query.Answer;
import io.praetor.server.query.AnswerCache;
import io.praetor.server.query.CacheControl;
import io.praetor.server.query.Consistency;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
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
        "stale&consistent&wait=x, 'Cannot specify ?stale with ?consistent, conflicting semantics.'",
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

    /// Answers with one value of this age, or as just asked for.
    private final class Keeping implements AnswerCache {
        private final @Nullable Duration age;
        private final List<CacheControl> controls = new ArrayList<>();

        Keeping(@Nullable Duration age) {
            this.age = age;
        }

        @Override
        public <T extends @Nullable Object> Cancellable read(
                Question<T> question, ReadOptions options, CacheControl control, Callback<T> done) {
            controls.add(control);
            return question.source().read(ReadOptions.STALE_NOW, new ReadCallback<>() {
                @Override
                public void answered(Answer<T> answer) {
                    done.answered(answer, age);
                }

                @Override
                public void failed(Throwable cause) {
                    done.failed(cause);
                }
            });
        }
    }

    private String kept(Keeping cache, String target, String... headers) {
        Reads reads = new Reads(asked, ApiSettings.of("dc1", "n").with(cache));
        Route route = Route.at("/v1/")
                .get(request -> reads.keptJson(request, new KvKeys("", ""), Codecs.TEXTS, found -> found, Level.SHOWN));
        String extra = Replies.ask(route, "GET", target, "", headers).extra().stream()
                .map(field -> " " + field.name() + "=" + field.value())
                .collect(Collectors.joining());
        return Replies.show(route, "GET", target, "", headers) + extra;
    }

    @Test
    void refusesAKeptAnswerThatIsToBeConsistentWhereAnswersAreKept() {
        assertThat(kept(new Keeping(null), "/v1/x?cached&consistent", "Cache-Control", "max-age=x"))
                .isEqualTo("400 Cannot specify ?cached with ?consistent, conflicting semantics.");
        assertThat(get(ApiSettings.of("dc1", "n"), "/v1/x?cached&consistent")).startsWith("200 ");
    }

    @Test
    void saysWhetherAnAnswerWasKept() {
        assertThat(kept(new Keeping(null), "/v1/x?cached")).isEqualTo("200 index=7 leader [\"a\"] X-Cache=MISS");
        assertThat(kept(new Keeping(Duration.ofMillis(2900)), "/v1/x?cached&stale"))
                .isEqualTo("200 index=7 stale [\"a\"] X-Cache=HIT Age=2");
        assertThat(kept(new Keeping(Duration.ZERO), "/v1/x")).isEqualTo("200 index=7 leader [\"a\"]");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-store| |false|0",
                "max-age=10|10|false|0",
                "Max-Age=10, MUST-REVALIDATE|10|true|0",
                "max-age=0| |true|0",
                "max-age=-1| |false|0",
                "stale-if-error=5,max-age=7|7|false|5",
            })
    void tellsTheCacheHowOldAnAnswerMayBe(String header, @Nullable Long maxAge, boolean revalidate, long staleIfError) {
        Keeping cache = new Keeping(null);

        kept(cache, "/v1/x?cached", "Cache-Control", header);

        assertThat(cache.controls)
                .first()
                .isEqualTo(new CacheControl(
                        maxAge == null ? null : Duration.ofSeconds(maxAge),
                        revalidate,
                        Duration.ofSeconds(staleIfError)));
    }

    @Test
    void fallsBackToTheAgentsToken() {
        ApiSettings settings = new ApiSettings("dc1", "n", () -> "agent's", Tokens.OFF, Duration.ZERO, null, 1, 1);

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
        ApiSettings settings = new ApiSettings("dc1", "n", () -> "", Tokens.OFF, Duration.ofSeconds(5), null, 1, 1);

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
        assertThat(asked.options)
                .extracting(ReadOptions::maxStale)
                .containsExactly(Duration.ofSeconds(5), Duration.ZERO);
    }
}
