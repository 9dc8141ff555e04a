package io.praetor.acceptance.transcript;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.praetor.acceptance.recorded.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The arguments that start the agents of a transcript.
final class AgentWords {
    static final List<String> PORTS = List.of("http", "dns", "server", "lan", "wan");

    private static final List<String> PORT_FLAGS =
            List.of("-http-port=", "-dns-port=", "-server-port=", "-serf-lan-port=", "-serf-wan-port=");

    private final JsonNode agents;
    private final Path base;
    private final Variables variables;

    /// @param base where configuration and data go
    AgentWords(JsonNode agents, Path base, Variables variables) {
        this.agents = agents;
        this.base = base;
        this.variables = variables;
    }

    /// Whether there is an agent of this name.
    boolean knows(String name) {
        return !agent(name).isMissingNode();
    }

    JsonNode agent(String name) {
        for (JsonNode agent : agents) {
            if (agent.get("name").asText().equals(name)) {
                return agent;
            }
        }
        return MissingNode.getInstance();
    }

    private int order(String name) {
        int order = 0;
        for (JsonNode agent : agents) {
            order++;
            if (agent.get("name").asText().equals(name)) {
                return order;
            }
        }
        throw new IllegalArgumentException("no agent \"%s\"".formatted(name));
    }

    /// The name of its node.
    String node(String name) {
        return agent(name).path("node").asText("node" + order(name));
    }

    /// `agent` and its flags.
    List<String> of(String name) throws IOException {
        JsonNode agent = agent(name);
        List<String> words = new ArrayList<>(List.of(
                "agent",
                "-hcl=disable_update_check=true",
                "-bind=127.0.0.1",
                "-grpc-port=-1",
                "-log-level=" + agent.path("log").asText("warn"),
                "-node=" + node(name),
                "-node-id=11111111-0000-0000-0000-%012d".formatted(order(name))));
        for (int i = 0; i < PORT_FLAGS.size(); i++) {
            words.add(PORT_FLAGS.get(i) + variables.get(name + "." + PORTS.get(i)));
        }
        String mode = agent.path("mode").asText("dev");
        words.add(mode.equals("dev") ? "-dev" : "-data-dir=" + base.resolve(name + ".data"));
        if (mode.equals("server")) {
            words.addAll(List.of("-server", "-bootstrap-expect=1"));
        }
        if (agent.has("config")) {
            Path file = base.resolve(name + ".json");
            Files.writeString(file, Json.line(variables.fill(agent.get("config"))));
            words.add("-config-file=" + file);
        }
        agent.path("flags").forEach(flag -> words.add(variables.fill(flag.asText())));
        return words;
    }
}
