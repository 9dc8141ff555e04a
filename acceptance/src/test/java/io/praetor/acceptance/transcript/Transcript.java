package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.recorded.Json;
import io.praetor.acceptance.recorded.Patterns;
import io.praetor.acceptance.wire.Endpoint;
import io.praetor.acceptance.wire.HttpConnection;
import io.praetor.acceptance.wire.HttpRequest;
import io.praetor.acceptance.wire.HttpResponse;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// One transcript being replayed: its folder, its agents, and the commands it left running.
final class Transcript implements Closeable {

    private static final Duration START = Duration.ofMinutes(3);
    private static final Duration STEP = Duration.ofMinutes(3);

    private final JsonNode document;
    private final Map<String, String> commonEnvironment;
    private final Path base;
    private final Path work;
    private final Variables variables = new Variables();
    private final Normal normal;
    private final AgentWords words;
    private final Map<String, Child> agents = new HashMap<>();
    private final Map<String, Child> spawned = new HashMap<>();
    private int number;

    private Transcript(JsonNode document, Path base, Map<String, String> commonEnvironment) throws IOException {
        this.document = document;
        this.commonEnvironment = commonEnvironment;
        this.base = base;
        this.work = Files.createDirectories(base.resolve("work"));
        this.normal = new Normal(work, base, variables);
        this.words = new AgentWords(document.path("agents"), base, variables);
    }

    /// Prepares folder and files and starts the agents.
    ///
    /// @param more what the environment of every command has besides
    static Transcript open(JsonNode document, Path base, Map<String, String> more)
            throws IOException, InterruptedException {
        Transcript transcript = new Transcript(document, base, more);
        try {
            transcript.prepare();
            return transcript;
        } catch (IOException | InterruptedException | RuntimeException failed) {
            transcript.close();
            throw failed;
        }
    }

    /// Does the next step.
    Outcome play(JsonNode step) throws InterruptedException {
        number++;
        JsonNode ask = variables.fill(step);
        try {
            if (ask.has("cmd")) {
                return command(ask);
            }
            if (ask.has("http")) {
                return http(ask);
            }
            if (ask.has("dig") || ask.has("packet")) {
                return dns(ask);
            }
            if (ask.has("await")) {
                JsonNode await = ask.get("await");
                awaitAnswer(agentOf(ask), await.get(0).asText(), await.get(1).asText(), STEP);
                return new Outcome.Done();
            }
            if (ask.has("join")) {
                Child child = spawned.remove(ask.get("join").asText());
                return child == null ? new Outcome.Failed(ask.get("join") + " is not running") : outcome(child, ask);
            }
            return other(ask);
        } catch (IOException failed) {
            return new Outcome.Failed(String.valueOf(failed.getMessage()));
        }
    }

    /// The steps that only prepare something.
    private Outcome other(JsonNode ask) throws IOException, InterruptedException {
        if (ask.has("write")) {
            write(ask.get("write"));
        } else if (ask.has("start")) {
            start(ask.get("start").asText());
        } else if (ask.has("stop")) {
            Child child = agents.remove(ask.get("stop").asText());
            return child == null ? new Outcome.Failed(ask.get("stop") + " is not running") : outcome(child, ask);
        } else if (ask.has("heard")) {
            return heard(ask);
        } else if (ask.has("sleep")) {
            Thread.sleep(Duration.ofMillis((long) (ask.get("sleep").asDouble() * 1000)));
        } else if (ask.has("signal")) {
            Child child = agents.get(agentOf(ask));
            if (child == null) {
                return new Outcome.Failed(agentOf(ask) + " is not running");
            }
            child.signal(ask.get("signal").asText());
        } else {
            throw new IllegalArgumentException("a step of no known kind: " + ask);
        }
        return new Outcome.Done();
    }

    /// How a step is named in a failure.
    static String title(JsonNode step) {
        if (step.has("name")) {
            return step.get("name").asText();
        }
        boolean whole = step.has("cmd") || step.has("dig");
        JsonNode words = step.has("cmd") ? step.get("cmd") : step.path(step.has("dig") ? "dig" : "http");
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < words.size() && (whole || i < 2); i++) {
            parts.add(words.get(i).asText());
        }
        String title = parts.isEmpty() ? step.toString() : String.join(" ", parts);
        return title.substring(0, Math.min(100, title.length()));
    }

    @Override
    public void close() {
        spawned.values().forEach(Child::close);
        agents.values().forEach(Child::close);
    }

    private void prepare() throws IOException, InterruptedException {
        variables.put("dir", work.toString());
        List<Integer> spare = Ports.free(3);
        for (int i = 0; i < spare.size(); i++) {
            variables.put("p" + (i + 1), spare.get(i).toString());
        }
        for (JsonNode agent : document.path("agents")) {
            List<Integer> ports = Ports.free(AgentWords.PORTS.size());
            for (int i = 0; i < ports.size(); i++) {
                variables.put(
                        agent.get("name").asText() + "." + AgentWords.PORTS.get(i),
                        ports.get(i).toString());
            }
        }
        write(variables.fill(document.path("files")));
        for (JsonNode agent : document.path("agents")) {
            if (agent.path("start").asBoolean(true)) {
                start(agent.get("name").asText());
            }
        }
    }

    private void start(String name) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(words.of(name));
        agents.put(name, Child.start(command, Consul.environment(null), work, base.resolve(name), null));
        String ready = words.agent(name).path("ready").asText("node");
        if (ready.equals("http")) {
            awaitAnswer(name, "/v1/agent/self", "Config", START);
            return;
        }
        awaitAnswer(name, "/v1/status/leader", "\"\\S+:\\d+\"", START);
        if (ready.equals("node")) {
            awaitAnswer(name, "/v1/health/node/" + words.node(name), "serfHealth", START);
        }
    }

    private void write(JsonNode files) throws IOException {
        for (String name : Json.names(files)) {
            Path file = work.resolve(name);
            Path folder = file.getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            JsonNode content = files.get(name);
            Files.writeString(file, content.isTextual() ? content.textValue() : Json.line(content));
        }
    }

    private Outcome command(JsonNode step) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        for (JsonNode word : step.get("cmd")) {
            String text = word.asText();
            if (text.startsWith("@") && words.knows(text.substring(1))) {
                command.addAll(words.of(text.substring(1)));
            } else {
                command.add(text);
            }
        }
        if (command.getFirst().equals("consul")) {
            command.set(0, Consul.launcher().toString());
        }
        Map<String, String> environment = Consul.environment(
                document.path("agents").isEmpty() ? null : "127.0.0.1:" + variables.get(agentOf(step) + ".http"));
        environment.putAll(commonEnvironment);
        JsonNode more = step.path("env");
        for (String name : Json.names(more)) {
            environment.put(name, more.get(name).asText());
        }
        String input = step.has("stdin") ? step.get("stdin").asText() : null;
        Child child = Child.start(command, environment, work, base.resolve("step" + number), input);
        if (!step.has("spawn")) {
            return outcome(child, step);
        }
        spawned.put(step.get("spawn").asText(), child);
        if (step.has("until")) {
            awaitOutput(child, step.get("until").asText());
        }
        return new Outcome.Done();
    }

    private Outcome outcome(Child child, JsonNode step) throws IOException, InterruptedException {
        try (child) {
            if (step.has("until")) {
                awaitOutput(child, step.get("until").asText());
            }
            if (step.has("signal") && child.isRunning()) {
                child.signal(step.get("signal").asText());
            }
            int ended = child.finish(STEP);
            // the recordings' own runner counts an end by a signal that nobody can catch below zero
            int code = step.path("signal").asText().equals("KILL") ? 128 - ended : ended;
            save(step, child.output());
            if (step.path("flags").asBoolean()) {
                return new Outcome.Seen(Parts.ofHelp(code, child.output()));
            }
            return new Outcome.Seen(
                    Parts.ofCommand(step, code, normal.lines(child.out(), step), normal.lines(child.err(), step)));
        }
    }

    private Outcome http(JsonNode step) throws IOException {
        HttpResponse answer = send(agentOf(step), request(step.get("http")));
        String body = new String(answer.body(), StandardCharsets.UTF_8);
        save(step, body);
        if (step.path("body").asBoolean()) {
            return new Outcome.Seen(Parts.ofAnswer(answer.status(), normal.lines(page(body), step)));
        }
        boolean well = answer.status() == step.path("status").asInt(200);
        return well ? new Outcome.Done() : new Outcome.Failed("answered %d %s".formatted(answer.status(), body));
    }

    /// Makes requests again and again until a command that was left running tells of them: then it listens.
    private Outcome heard(JsonNode step) throws IOException, InterruptedException {
        Child child = spawned.get(step.get("heard").asText());
        long deadline = System.nanoTime() + STEP.toNanos();
        while (child != null && child.isRunning() && System.nanoTime() < deadline) {
            if (Patterns.lines(step.get("until").asText())
                    .matcher(child.output())
                    .find()) {
                return new Outcome.Done();
            }
            for (JsonNode words : step.get("by")) {
                send(agentOf(step), request(words));
            }
            Thread.sleep(100);
        }
        return new Outcome.Failed(step.get("heard") + " never told of requests");
    }

    private static HttpRequest request(JsonNode words) throws IOException {
        HttpRequest request = HttpRequest.of(words.get(0).asText(), words.get(1).asText());
        if (!words.has(2)) {
            return request;
        }
        return request.withBody(words.get(2).isTextual() ? words.get(2).textValue() : Json.line(words.get(2)));
    }

    /// JSON laid out evenly; anything else as it came.
    private static String page(String body) {
        try {
            return Json.page(Json.parse(body.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException noJson) {
            return body;
        }
    }

    private void save(JsonNode step, String text) {
        JsonNode patterns = step.path("save");
        for (String name : Json.names(patterns)) {
            variables.put(name, Patterns.group(patterns.get(name).asText(), text, "missing-" + name));
        }
    }

    private HttpResponse send(String agent, HttpRequest request) throws IOException {
        Endpoint http = new Endpoint.Tcp(Integer.parseInt(String.valueOf(variables.get(agent + ".http"))));
        String token = words.agent(agent).path("token").asText();
        return HttpConnection.exchange(
                http, token.isEmpty() ? request : request.withHeader("X-Consul-Token", token), STEP);
    }

    private Outcome dns(JsonNode step) throws IOException {
        int port = Integer.parseInt(String.valueOf(variables.get(agentOf(step) + ".dns")));
        DnsSteps steps = new DnsSteps(normal);
        return step.has("dig") ? steps.dig(step, port) : steps.packet(step, port);
    }

    /// The agent a step speaks to: the one it names, else the first.
    private String agentOf(JsonNode step) {
        return step.has("agent")
                ? step.get("agent").asText()
                : document.path("agents").path(0).path("name").asText();
    }

    private void awaitAnswer(String agent, String path, String pattern, Duration patience)
            throws IOException, InterruptedException {
        String[] last = {"nothing"};
        boolean matched = poll(patience, () -> {
            try {
                last[0] = send(agent, HttpRequest.of("GET", path)).text();
                return Patterns.found(pattern, last[0]);
            } catch (IOException notYet) {
                last[0] = notYet.toString();
                Child process = agents.get(agent);
                return process != null && !process.isRunning();
            }
        });
        Child process = agents.get(agent);
        if (process != null && !process.isRunning()) {
            throw new IOException("agent %s ended: %s".formatted(agent, process.output()));
        }
        if (!matched) {
            throw new IOException(
                    "agent %s: GET %s never matched '%s'; last: %s".formatted(agent, path, pattern, last[0]));
        }
    }

    private void awaitOutput(Child child, String pattern) throws IOException, InterruptedException {
        boolean printed = poll(STEP, () -> {
            try {
                return Patterns.lines(pattern).matcher(child.output()).find() || !child.isRunning();
            } catch (IOException unreadable) {
                return false;
            }
        });
        if (!printed) {
            throw new IOException("never printed '%s'; output: %s".formatted(pattern, child.output()));
        }
    }

    private static boolean poll(Duration patience, BooleanSupplier test) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!test.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            Thread.sleep(20);
        }
        return true;
    }
}
