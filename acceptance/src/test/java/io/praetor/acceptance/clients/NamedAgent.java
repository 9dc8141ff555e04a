package io.praetor.acceptance.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/// An agent and the port where it answers DNS.
///
/// @param agent ready
record NamedAgent(Agent agent, int dns) implements Closeable {
    static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration DIG = Duration.ofSeconds(20);

    static NamedAgent ready(Path folder) throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        Agent agent = Agent.launched(folder, "names", ports, List.of("-dev", "-log-level=warn"));
        boolean ready = false;
        try {
            agent.awaitReady();
            ready = true;
            return new NamedAgent(agent, ports.get(1));
        } finally {
            if (!ready) {
                agent.close();
            }
        }
    }

    /// Puts an instance of `web` on a node of its own.
    void register(String node, int port) throws IOException {
        assertThat(agent.put("/v1/catalog/register", """
                                {"Node": "%s", "Address": "127.0.0.1", "Service": {"Service": "web", "Port": %d}}""".formatted(node, port)).status())
                .isEqualTo(200);
    }

    void deregister(String node) throws IOException {
        assertThat(agent.put("/v1/catalog/deregister", "{\"Node\": \"" + node + "\"}")
                        .status())
                .isEqualTo(200);
    }

    /// Starts a program in the folder and leaves it running.
    static Child start(Path folder, String... command) throws IOException {
        return Child.start(List.of(command), Consul.environment(null), folder, folder.resolve(command[0]), null);
    }

    /// What `dig +short` prints for these arguments, as sorted lines.
    static List<String> dig(Path folder, int port, String... arguments) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("dig", "@127.0.0.1", "-p", "" + port, "+tries=1", "+time=5", "+short"));
        command.addAll(List.of(arguments));
        try (Child dig = Child.start(command, Consul.environment(null), folder, folder.resolve("dig"), null)) {
            dig.finish(DIG);
            return dig.out().lines().sorted().toList();
        }
    }

    /// Asks until the answer is right.
    interface Look<T> {
        T now() throws IOException, InterruptedException;
    }

    /// The first right answer; fails with the last one when none comes.
    static <T> T await(Child program, Look<T> look, Predicate<T> right) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        T last = look.now();
        while (!right.test(last)) {
            assertThat(program.isRunning()).as(program.output()).isTrue();
            assertThat(System.nanoTime())
                    .as("still %s; %s", last, program.output())
                    .isLessThan(deadline);
            Thread.sleep(50);
            last = look.now();
        }
        return last;
    }

    @Override
    public void close() {
        agent.close();
    }
}
