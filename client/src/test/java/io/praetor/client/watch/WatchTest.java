package io.praetor.client.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.client.ConsulException;
import io.praetor.client.FakeAgent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest implements WatchListener {
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final List<Duration> pauses = new ArrayList<>();
    private FakeAgent agent;

    /// Ends the watch after this many calls or pauses.
    private int left = Integer.MAX_VALUE;

    private @Nullable Watch current;

    @BeforeEach
    void start() throws IOException {
        agent = new FakeAgent();
    }

    @AfterEach
    void stop() {
        end();
        agent.close();
    }

    @Override
    public void changed(WatchResult result) {
        heard.add(result.index() + " " + result.compact().utf8());
        count();
    }

    @Override
    public void failed(ConsulException failure, Duration retryAfter) {
        heard.add("failed: " + failure.getMessage());
    }

    private void count() {
        if (--left == 0) {
            end();
        }
    }

    private void end() {
        if (current != null) {
            current.close();
        }
    }

    private Watch watch(Map<String, Object> parameters) throws Exception {
        Watch watch = new Watch(WatchPlan.parse(parameters, Set.of()), agent.settings(), this, time -> {
            pauses.add(time);
            count();
        });
        current = watch;
        return watch;
    }

    @Test
    void tellsOfTheFirstStateAndOfEveryChange() throws Exception {
        agent.put("k", "one", 7);
        Watch watch = watch(Map.of("type", "key", "key", "k"));
        Thread thread = Thread.ofVirtual().start(watch);

        assertThat(heard.take())
                .isEqualTo("11 {\"Key\":\"k\",\"CreateIndex\":11,\"ModifyIndex\":11,\"LockIndex\":0,\"Flags\":7,"
                        + "\"Value\":\"b25l\",\"Session\":\"\"}");
        agent.put("k", "two", 7);
        assertThat(heard.take()).startsWith("12 {").contains("\"Value\":\"dHdv\"");

        watch.close();
        thread.join();
        assertThat(heard).isEmpty();
    }

    @Test
    void saysNothingWhenOnlyTheIndexMoves() throws Exception {
        Watch watch = watch(Map.of("type", "key", "key", "absent"));
        Thread thread = Thread.ofVirtual().start(watch);
        assertThat(heard.take()).isEqualTo("10 null");

        agent.put("other", "x", 0);
        agent.awaitRequests("GET /v1/kv/absent?index=11", 1);

        watch.close();
        thread.join();
        assertThat(heard).isEmpty();
    }

    @Test
    void waitsLongerAfterEachFailureAndStartsAnew() throws Exception {
        agent.answer("GET /v1/catalog/nodes?stale=", 500, "No cluster leader");
        left = 7;

        watch(Map.of("type", "nodes", "stale", true)).run();

        assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(5L, 20L, 45L, 80L, 125L, 180L, 180L);
        assertThat(heard).hasSize(7).contains("failed: Unexpected response code: 500 (No cluster leader)");
        assertThat(agent.requests()).hasSize(7).containsOnly("GET /v1/catalog/nodes?stale=");
    }

    @Test
    void readsWithoutWaitingWhenTheIndexGoesBack() throws Exception {
        agent.answerAt(10, "GET /v1/catalog/services", "{\"a\":[]}")
                .answerAt(5, "GET /v1/catalog/services?index=10", "{\"b\":[\"t\"]}");
        left = 3;

        watch(Map.of("type", "services")).run();

        assertThat(heard).containsExactly("10 {\"a\":[]}", "5 {\"b\":[\"t\"]}", "10 {\"a\":[]}");
        assertThat(agent.requests())
                .containsExactly(
                        "GET /v1/catalog/services", "GET /v1/catalog/services?index=10", "GET /v1/catalog/services");
    }

    @Test
    void doesNotHurryWhereThereIsNoIndexToWaitWith() throws Exception {
        agent.answerAt(0, "GET /v1/catalog/nodes", "[]");
        left = 3;

        watch(Map.of("type", "nodes")).run();

        assertThat(pauses).isNotEmpty().containsOnly(Duration.ofSeconds(1));
    }

    @Test
    void tellsOnlyOfEventsThatCameSince() throws Exception {
        String first = event("00000000-0000-0001-0000-000000000003");
        String second = event("00000000-0000-0004-0000-000000000005");
        agent.answerAt(2, "GET /v1/event/list?name=go", "[" + first + "]")
                .answerAt(1, "GET /v1/event/list?index=2&name=go", "[" + first + "," + second + "]");
        left = 2;

        watch(Map.of("type", "event", "name", "go")).run();

        assertThat(heard).containsExactly("2 [" + first + "]", "1 [" + second + "]");
    }

    private static String event(String id) {
        return "{\"ID\":\"" + id + "\",\"Name\":\"go\",\"Payload\":null,\"NodeFilter\":\"\",\"ServiceFilter\":\"\","
                + "\"TagFilter\":\"\",\"Version\":1,\"LTime\":4}";
    }

    @Test
    void waitsForAnotherHashWhereThereIsNoIndex() throws Exception {
        agent.answer("GET /v1/agent/service/web", 200, "{\"ID\":\"web\",\"ContentHash\":\"h1\"}")
                .answer("GET /v1/agent/service/web?hash=h1", 200, "{\"ID\":\"web\",\"Port\":1,\"ContentHash\":\"h2\"}")
                .answer("GET /v1/agent/service/web?hash=h2", 404, "unknown service ID: web");
        left = 3;

        watch(Map.of("type", "agent_service", "service_id", "web")).run();

        assertThat(heard.take()).startsWith("h1 {\"ID\":\"web\"");
        assertThat(heard.take()).startsWith("h2 ").contains("\"Port\":1");
        assertThat(heard.take()).isEqualTo("failed: Unexpected response code: 404 (unknown service ID: web)");
    }

    @Test
    void printsInstancesAsTheOriginalsClientsDo() throws Exception {
        agent.answer("GET /v1/health/service/web?passing=1&tag=v1", 200, """
                [{"Node":{"Node":"n1"},"Service":{"ID":"web","Service":"web","Tags":["v1"],"Address":"","Meta":null,
                  "Port":80,"Weights":{"Passing":1,"Warning":1},"EnableTagOverride":false,
                  "Proxy":{"MeshGateway":{},"Expose":{}},"Connect":{},"CreateIndex":5,"ModifyIndex":6},
                  "Checks":[{"Node":"n1","CheckID":"c","Definition":{"Interval":"10s"}}]}]""");
        left = 1;

        watch(Map.of("type", "service", "service", "web", "tag", List.of("v1"), "passingonly", true))
                .run();

        assertThat(heard.take())
                .contains(
                        "\"Service\":{\"ID\":\"web\",\"Service\":\"web\",\"Tags\":[\"v1\"],\"Meta\":null,\"Port\":80,"
                                + "\"Address\":\"\",\"Weights\":{\"Passing\":1,\"Warning\":1},"
                                + "\"EnableTagOverride\":false,\"CreateIndex\":5,\"ModifyIndex\":6,"
                                + "\"Proxy\":{\"MeshGateway\":{},\"Expose\":{}},\"Connect\":{}}",
                        "\"Definition\":{\"Interval\":\"10s\",\"Timeout\":\"0s\","
                                + "\"DeregisterCriticalServiceAfter\":\"0s\",\"HTTP\":\"\",\"Header\":null");
    }

    @Test
    void readsWithTheRightsOfThePlan() throws Exception {
        agent.answer("GET /v1/health/state/any?dc=dc2", 200, "[]");
        left = 1;

        watch(Map.of("type", "checks", "token", "secret", "datacenter", "dc2")).run();

        assertThat(agent.tokens()).containsExactly("secret");
    }
}
