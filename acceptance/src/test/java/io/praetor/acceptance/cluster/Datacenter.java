package io.praetor.acceptance.cluster;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import io.praetor.acceptance.recorded.Patterns;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

/// A datacenter of agents that are told of each other. They give each other as long to answer as agents of a real one
/// do: on a busy machine a process stands still for a second now and then, and has neither failed nor lost its
/// followers by that.
final class Datacenter implements Closeable {
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final String HASTE = "-hcl=performance { raft_multiplier = 5 leave_drain_time = \"100ms\" }"
            + " autopilot { server_stabilization_time = \"100ms\" }";

    /// A program that a busy machine lets stand still between two messages is not hung up on.
    static final String SLOW_HANDS =
            "-hcl=limits { https_handshake_timeout = \"90s\" rpc_handshake_timeout = \"90s\" }";

    /// For a server that has nobody to lose an election to.
    static final String ALONE = "-hcl=performance { raft_multiplier = 1 }";

    private final Path folder;
    private final List<String> common;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /// One agent of it.
    record Member(String name, Agent agent, List<Integer> ports) {
        int dns() {
            return ports.get(1);
        }

        String server() {
            return "127.0.0.1:" + ports.get(2);
        }

        int lan() {
            return ports.get(3);
        }
    }

    Datacenter(Path folder) {
        this(folder, List.of());
    }

    /// @param common flags of all its agents
    Datacenter(Path folder, List<String> common) {
        this.folder = folder;
        this.common =
                Stream.concat(Stream.of(HASTE, SLOW_HANDS), common.stream()).toList();
    }

    /// Starts a server that expects two more, or is taken in.
    Member server(String name, String... more) throws IOException {
        List<String> flags = new ArrayList<>(List.of("-server", "-bootstrap-expect=3"));
        flags.addAll(List.of(more));
        return start(name, flags);
    }

    Member client(String name, String... more) throws IOException {
        return start(name, List.of(more));
    }

    private Member start(String name, List<String> kind) throws IOException {
        List<Integer> ports = Ports.free(5);
        List<String> flags = new ArrayList<>(common);
        flags.addAll(kind);
        members.values().forEach(member -> flags.add("-retry-join=127.0.0.1:" + member.lan()));
        flags.addAll(List.of(
                "-data-dir=" + Files.createDirectories(folder.resolve(name + ".data")), "-retry-interval=500ms"));
        Member member = new Member(name, Agent.launched(folder, name, ports, flags), ports);
        members.put(name, member);
        return member;
    }

    /// Ends an agent at once.
    void kill(Member member) {
        members.remove(member.name());
        member.agent().close();
    }

    /// The member that leads, as another one sees it; waits for there to be one that still runs.
    Member leader(Member asked) throws IOException, InterruptedException {
        String[] seen = {""};
        await(asked, "/v1/status/leader", text -> {
            seen[0] = text.replace("\"", "");
            return members.values().stream().anyMatch(member -> member.server().equals(seen[0]));
        });
        return members.values().stream()
                .filter(member -> member.server().equals(seen[0]))
                .findFirst()
                .orElseThrow();
    }

    /// Waits until an agent's answer fulfils something.
    void await(Member asked, String path, Predicate<String> wanted) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String last = "nothing";
        while (System.nanoTime() < deadline) {
            try {
                last = asked.agent().get(path).text();
                if (wanted.test(last)) {
                    return;
                }
            } catch (IOException notYet) {
                last = notYet.toString();
            }
            Thread.sleep(20);
        }
        throw new IOException("%s: GET %s was never as wanted; last: %s%n%s"
                .formatted(asked.name(), path, last, asked.agent().process().output()));
    }

    /// Waits until an agent's answer has a part.
    void await(Member asked, String path, String pattern) throws IOException, InterruptedException {
        await(asked, path, text -> Patterns.found(pattern, text));
    }

    /// Runs a command of the program at an agent.
    String consul(Member at, String... words) throws IOException, InterruptedException {
        return run(at, words).out();
    }

    /// The same, with its exit code and both streams.
    Result run(Member at, String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString()));
        command.addAll(List.of(words));
        Map<String, String> environment =
                Consul.environment("127.0.0.1:" + at.ports().get(0));
        try (Child child = Child.start(command, environment, folder, folder.resolve("command"), null)) {
            int code = child.finish(PATIENCE);
            return new Result(code, child.out(), child.err());
        }
    }

    /// What a command did.
    record Result(int code, String out, String err) {}

    @Override
    public void close() {
        members.values().forEach(member -> member.agent().close());
    }
}
