package io.praetor.acceptance.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Plays cases against one agent.
final class Player {

    /// How long to wait before a request is repeated.
    private static final long RETRY_MILLIS = 100;

    /// How often a read is asked that is answered too late: a busy machine is late now and then, a wrong answer always.
    private static final int ATTEMPTS = 20;

    /// How many times as long what waits may take as at the one that was recorded. It still is less than its `wait`.
    private static final int BUSY = 4;

    /// How many times as long what comes in the end may take as at the one that was recorded.
    private static final int PATIENCE = 20;

    /// Hears of every step that asserts something.
    interface Report {
        /// `number` counts from 1; no differences mean that the step passed.
        void step(int number, String title, List<String> differences);
    }

    private final Endpoint.Tcp agent;

    /// Whether errors may come from a server behind it.
    private final boolean client;
    private final Captures common = new Captures();
    private volatile Captures last = common;

    /// What requests act with that bring no token of their own; null: nothing.
    private @Nullable String token;

    /// Asks the agent for its name and its datacenter, which expectations refer to.
    ///
    /// @param token what requests act with that bring no token of their own; null: nothing
    Player(Endpoint.Tcp agent, @Nullable String token) throws IOException {
        this(agent, token, false);
    }

    private Player(Endpoint.Tcp agent, @Nullable String token, boolean client) throws IOException {
        this.agent = agent;
        this.client = client;
        this.token = token;
        HttpRequest about = HttpRequest.of("GET", "/v1/agent/self");
        if (token != null) {
            common.put("root", token);
            about = about.withHeader("X-Consul-Token", token);
        }
        Answer self = new Ask(about, Duration.ofSeconds(30)).send(agent);
        JsonNode config = self.response().status() == 200
                ? Json.parse(self.response().body()).path("Config")
                : MissingNode.getInstance();
        common.put("base", agent.url());
        common.put("host", agent.host());
        common.put("node", config.path("NodeName").asText(""));
        common.put("dc", config.path("Datacenter").asText("dc1"));
    }

    /// The same for a client agent.
    static Player ofClient(Endpoint.Tcp agent, @Nullable String token) throws IOException {
        return new Player(agent, token, true);
    }

    void play(JsonNode testCase, Report report) throws InterruptedException {
        Captures captures = common.copy();
        last = captures;
        Map<String, Background> running = new HashMap<>();
        int number = 0;
        for (JsonNode step : testCase.get("steps")) {
            number++;
            List<String> differences;
            try {
                differences = playStep(step, captures, running);
            } catch (Captures.Unset | IOException | IllegalArgumentException problem) {
                differences = List.of("%s: %s".formatted(problem.getClass().getSimpleName(), problem.getMessage()));
            }
            if (differences != null) {
                report.step(number, title(step), differences);
            }
        }
    }

    /// Lets all further cases know what the last one captured, and act with the token it captured.
    ///
    /// @param secret name of the token's secret
    /// @param more   names of what else they are to know
    /// @return the token
    String keep(String secret, String... more) {
        token = last.text("$capture:" + secret);
        common.put(secret, token);
        for (String name : more) {
            common.put(name, last.text("$capture:" + name));
        }
        return token;
    }

    /// The differences found by one step; null for a step that asserts nothing.
    private @Nullable List<String> playStep(JsonNode step, Captures captures, Map<String, Background> running)
            throws IOException, InterruptedException {
        if (step.has("pause_ms")) {
            Thread.sleep(step.get("pause_ms").asLong());
        }
        if (step.has("background")) {
            running.put(step.get("background").asText(), new Background(step.get("request"), captures, agent, token));
            return null;
        }
        if (step.has("pending")) {
            boolean waiting = task(running, step.get("pending")).isPending();
            return waiting ? List.of() : List.of("returned before it should have");
        }
        if (step.has("await")) {
            long within = step.path("within_ms").asLong(5000);
            Answer answer = task(running, step.get("await")).await(within * BUSY);
            if (answer == null) {
                return List.of("no answer within %d ms".formatted(within));
            }
            return judge(step, answer, captures);
        }
        if (step.has("request")) {
            return judge(step, Ask.of(step.get("request"), captures, token).send(agent), captures);
        }
        return step.has("compare") ? Relations.broken(step, captures) : null;
    }

    private List<String> judge(JsonNode step, Answer first, Captures captures)
            throws IOException, InterruptedException {
        JsonNode want = captures.fill(step.get("expect"));
        Answer got = seen(first);
        List<String> lines = new ArrayList<>(got.differencesTo(want));
        long giveUp = System.nanoTime() + step.path("retry_ms").asLong() * PATIENCE * 1_000_000;
        while (!lines.isEmpty() && System.nanoTime() < giveUp) {
            Thread.sleep(RETRY_MILLIS);
            got = seen(Ask.of(step.get("request"), captures, token).send(agent));
            lines = new ArrayList<>(got.differencesTo(want));
        }
        long least = step.path("min_ms").asLong(0);
        long most = step.path("max_ms").asLong(60_000);
        for (int i = 1; got.millis() > most && isRead(step) && i < ATTEMPTS; i++) {
            got = seen(Ask.of(step.get("request"), captures, token).send(agent));
            lines = new ArrayList<>(got.differencesTo(want));
        }
        if (step.has("recorded")
                && got.differencesTo(captures.fill(step.get("recorded"))).isEmpty()) {
            lines.add("answers as recorded: take it off instead.json");
        }
        if (got.millis() < least || got.millis() > most) {
            lines.add("elapsed: expected %d to %d ms, got %d".formatted(least, most, got.millis()));
        }
        JsonNode capture = step.path("capture");
        for (String name : Json.names(capture)) {
            captures.put(name, got.pick(capture.get(name).asText()));
        }
        lines.addAll(Relations.broken(step, captures));
        return lines;
    }

    private static boolean isRead(JsonNode step) {
        return step.path("request").path("method").asText().equals("GET");
    }

    private Answer seen(Answer answer) {
        return client ? answer.withoutHop() : answer;
    }

    private static Background task(Map<String, Background> running, JsonNode name) throws IOException {
        Background task = running.get(name.asText());
        if (task == null) {
            throw new IOException("nothing runs as '%s'".formatted(name.asText()));
        }
        return task;
    }

    private static String title(JsonNode step) {
        if (step.has("request")) {
            JsonNode request = step.get("request");
            return request.get("method").asText() + " " + request.get("path").asText();
        }
        for (String word : List.of("pending", "await")) {
            if (step.has(word)) {
                return word + " " + step.get(word).asText();
            }
        }
        return "check";
    }
}
