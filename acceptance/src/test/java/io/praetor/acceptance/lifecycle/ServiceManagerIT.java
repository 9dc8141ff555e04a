package io.praetor.acceptance.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Child;
import io.praetor.acceptance.program.Consul;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What systemd would hear, received by a socket of another program (Python) as systemd has one.
class ServiceManagerIT {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String RECEIVER = """
            import socket, sys
            s = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            s.bind(sys.argv[1].replace('@', chr(0)))
            print('bound', flush=True)
            while True:
                print(s.recv(4096).decode().replace(chr(10), ' '), flush=True)
            """;

    @TempDir
    private Path folder;

    @Test
    void hearsOfReadinessReloadAndStop() throws IOException, InterruptedException {
        hears(folder.resolve("notify").toString());
    }

    @Test
    void hearsThroughAnAbstractSocket() throws IOException, InterruptedException {
        hears("@praetor-%d".formatted(ProcessHandle.current().pid()));
    }

    @Test
    void takesOverFilesThatChange() throws IOException, InterruptedException {
        Path conf = Files.createDirectories(folder.resolve("conf"));
        Files.writeString(conf.resolve("a.hcl"), "auto_reload_config = true log_level = \"info\"");
        try (Child agent = agent("", List.of("-config-dir=" + conf))) {
            await(agent, text -> text.contains("Consul agent running!"));

            Files.writeString(folder.resolve("b.hcl"), "colour = 1");
            Files.move(folder.resolve("b.hcl"), conf.resolve("b.hcl"), StandardCopyOption.ATOMIC_MOVE);

            await(agent, text -> text.contains("Reload config failed: error=\"failed to parse " + conf + "/b.hcl: "));
        }
    }

    private void hears(String socket) throws IOException, InterruptedException {
        try (Child receiver = Child.start(
                        List.of("python3", "-c", RECEIVER, socket),
                        Consul.environment(null),
                        folder,
                        folder.resolve("receiver"),
                        null);
                Child agent = afterBinding(receiver, socket)) {
            await(receiver, text -> text.endsWith("READY=1\n"));
            assertThat(agent.out()).contains("==> Consul agent running!");

            agent.signal("HUP");
            await(receiver, text -> text.lines().count() >= 4);
            agent.signal("TERM");
            agent.finish(PATIENCE);
            await(receiver, text -> text.contains("STOPPING=1"));

            assertThat(receiver.out())
                    .matches("bound\nREADY=1\nRELOADING=1 MONOTONIC_USEC=\\d+\nREADY=1\nSTOPPING=1\n");
        }
    }

    private Child afterBinding(Child receiver, String socket) throws IOException, InterruptedException {
        await(receiver, text -> text.startsWith("bound"));
        return agent(socket, List.of());
    }

    private Child agent(String socket, List<String> more) throws IOException {
        List<Integer> ports = Ports.free(5);
        List<String> command = new ArrayList<>(List.of(Consul.launcher().toString(), "agent", "-dev", "-node=unit"));
        command.addAll(List.of(
                "-http-port=" + ports.get(0),
                "-dns-port=" + ports.get(1),
                "-server-port=" + ports.get(2),
                "-serf-lan-port=" + ports.get(3),
                "-serf-wan-port=" + ports.get(4),
                "-grpc-port=-1"));
        command.addAll(more);
        Map<String, String> environment = Consul.environment(null);
        if (!socket.isEmpty()) {
            environment.put("NOTIFY_SOCKET", socket);
        }
        return Child.start(command, environment, folder, folder.resolve("agent"), null);
    }

    private static void await(Child child, Predicate<String> condition) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.test(child.out())) {
            if (System.nanoTime() > end || !child.isRunning()) {
                throw new AssertionError("never printed; output: " + child.output());
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
