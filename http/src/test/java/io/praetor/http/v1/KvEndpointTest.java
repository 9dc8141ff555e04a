package io.praetor.http.v1;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.http.route.BodyRule;
import io.praetor.http.route.Route;
import io.praetor.model.Bytes;
import io.praetor.model.kv.KvEntry;
import io.praetor.model.kv.KvsRequest;
import io.praetor.server.query.KvGet;
import io.praetor.server.query.KvKeys;
import io.praetor.server.query.KvList;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KvEndpointTest {
    private static final String ENTRY =
            "{\"LockIndex\":0,\"Key\":\"k\",\"Flags\":0,\"Value\":\"dg==\",\"CreateIndex\":3," + "\"ModifyIndex\":4}";

    private final List<KvsRequest> written = new ArrayList<>();

    private Route route(@Nullable Object value) {
        KvEndpoint kv = new KvEndpoint(new Reads(new AskedQueries(value), ApiSettings.of("dc1", "n")), request -> {
            written.add(request);
            return CompletableFuture.completedFuture(true);
        });
        return Route.at("/v1/kv/")
                .get(kv::get)
                .put(new BodyRule.Buffered(100, "kv_max_value_size"), kv::put)
                .delete(kv::delete);
    }

    private static KvEntry entry(String value) {
        return new KvEntry(0, "k", 0, Bytes.of(value), "", 3, 4);
    }

    @Test
    void showsOneKeyAsAList() {
        assertThat(Replies.show(route(entry("v")), "GET", "/v1/kv/k", "")).isEqualTo("200 index=7 [" + ENTRY + "]");
    }

    @Test
    void showsTheValueAloneWhenAskedForItRaw() {
        assertThat(Replies.show(route(entry("v")), "GET", "/v1/kv/k?raw", "")).isEqualTo("200 index=7 v");
        assertThat(Replies.show(route(entry("")), "GET", "/v1/kv/k?raw", "")).isEqualTo("200 index=7");
    }

    @Test
    void answers404WithAnIndexForWhatIsNotThere() {
        assertThat(Replies.show(route(null), "GET", "/v1/kv/k", "")).isEqualTo("404 index=7");
        assertThat(Replies.show(route(List.of()), "GET", "/v1/kv/k?recurse", ""))
                .isEqualTo("404 index=7");
        assertThat(Replies.show(route(List.of()), "GET", "/v1/kv/k?keys", "")).isEqualTo("404 index=7");
        assertThat(Replies.show(route(List.of()), "GET", "/v1/kv/?keys", "")).isEqualTo("200 index=7 []");
    }

    @Test
    void asksWhatTheParametersSay() {
        AskedQueries asked = new AskedQueries(List.of());
        KvEndpoint kv = new KvEndpoint(
                new Reads(asked, ApiSettings.of("dc1", "n")), _ -> CompletableFuture.completedFuture(true));
        Route route = Route.at("/v1/kv/").get(kv::get);

        Replies.show(route, "GET", "/v1/kv/a/b?keys&recurse&separator=/", "");
        Replies.show(route, "GET", "/v1/kv/a?keys&seperator=.", "");
        Replies.show(route, "GET", "/v1/kv/?recurse&raw", "");

        assertThat(asked.queries).containsExactly(new KvKeys("a/b", "/"), new KvKeys("a", "."), new KvList(""));
        assertThat(new KvGet("x")).isEqualTo(new KvGet("x"));
    }

    @ParameterizedTest
    @CsvSource({
        "k, set, '', 0, 0",
        "k?flags=18446744073709551615, set, '', 0, -1",
        "k?cas=5&flags=1, cas, '', 5, 1",
        "k?cas=0, cas, '', 0, 0",
        "k?acquire=s, lock, s, 0, 0",
        "k?release=s, unlock, s, 0, 0",
        "k?acquire=, lock, '', 0, 0",
    })
    void writesWhatTheParametersSay(String target, String op, String session, long index, long flags) {
        String answer = Replies.show(route(null), "PUT", "/v1/kv/" + target, "v", "X-Consul-Token", "t");

        assertThat(answer).isEqualTo("200 true");
        assertThat(written)
                .containsExactly(
                        new KvsRequest("dc1", op, new KvEntry(0, "k", flags, Bytes.of("v"), session, 0, index), "t"));
    }

    @Test
    void writesAnEmptyBodyAsNoValue() {
        Replies.show(route(null), "PUT", "/v1/kv/k", "");

        assertThat(written.getFirst().entry().value()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "k, delete, 0",
        "k?cas=3, delete-cas, 3",
        "k?recurse, delete-tree, 0",
        "k?recurse&dc=dc2, delete-tree, 0"
    })
    void deletesWhatTheParametersSay(String target, String op, long index) {
        assertThat(Replies.show(route(null), "DELETE", "/v1/kv/" + target, "")).isEqualTo("200 true");

        String datacenter = target.contains("dc2") ? "dc2" : "dc1";
        assertThat(written)
                .containsExactly(new KvsRequest(datacenter, op, new KvEntry(0, "k", 0, null, "", 0, index), ""));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, '', 400 Missing key name",
        "PUT, '', 400 Missing key name",
        "DELETE, '', 400 Missing key name",
        "PUT, k?cas=0&acquire=s, 400 Conflicting flags: acquire=s&cas=0",
        "PUT, k?release=b&cas=1&flags=3, 400 Conflicting flags: cas=1&flags=3&release=b",
        "DELETE, k?recurse&cas=0, 400 Conflicting flags: cas=0&recurse=",
        "PUT, k?flags=abc, '500 strconv.ParseUint: parsing \"abc\": invalid syntax'",
        "PUT, k?flags=, '500 strconv.ParseUint: parsing \"\": invalid syntax'",
        "PUT, k?cas=-1, '500 strconv.ParseUint: parsing \"-1\": invalid syntax'",
        "PUT, k?flags=18446744073709551616, '500 strconv.ParseUint: parsing \"18446744073709551616\": value out of range'",
        "PUT, k?stale&consistent, '400 Cannot specify ?stale with ?consistent, conflicting semantics.'",
    })
    void refusesWhatMakesNoSense(String method, String target, String answer) {
        assertThat(Replies.show(route(null), method, "/v1/kv/" + target, "v")).isEqualTo(answer);
        assertThat(written).isEmpty();
    }
}
