package io.praetor.gossip.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.Closeable;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// An agent of Debian's `serf`, and its command line. It answers every question with its name and what it was asked,
/// and writes down every event it is told.
final class RealSerf implements Closeable {
    private static final long PATIENCE_SECONDS = 60;

    private final Path folder;
    private final String name;
    private final int port;
    private final int rpcPort;
    private final Process agent;
    private int commands;

    private RealSerf(Path folder, String name, int port, int rpcPort, Process agent) {
        this.folder = folder;
        this.name = name;
        this.port = port;
        this.rpcPort = rpcPort;
        this.agent = agent;
    }

    /// Starts an agent and waits until it answers; it has the tag `made=elsewhere`.
    static RealSerf start(Path folder, String name, String... flags) throws Exception {
        int port = freePort();
        int rpcPort = freePort();
        Path handler = handler(folder, name);
        List<String> command = new ArrayList<>(List.of(
                "serf",
                "agent",
                "-node=" + name,
                "-bind=127.0.0.1:" + port,
                "-rpc-addr=127.0.0.1:" + rpcPort,
                "-profile=local",
                "-tag=made=elsewhere",
                "-log-level=debug",
                "-event-handler=" + handler));
        command.addAll(List.of(flags));
        Process agent = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile())
                .start();
        RealSerf serf = new RealSerf(folder, name, port, rpcPort, agent);
        try {
            Eventually.see(() -> serf.run("info").code(), code -> code == 0);
            return serf;
        } catch (Exception | AssertionError e) {
            serf.kill();
            throw e;
        }
    }

    /// A port that is free for packets and streams.
    private static int freePort() throws IOException {
        while (true) {
            try (ServerSocket stream = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                if (isFreeForPackets(stream.getLocalPort())) {
                    return stream.getLocalPort();
                }
            }
        }
    }

    private static boolean isFreeForPackets(int port) {
        try (DatagramSocket _ = new DatagramSocket(port, InetAddress.getLoopbackAddress())) {
            return true;
        } catch (SocketException taken) {
            return false;
        }
    }

    private static Path handler(Path folder, String name) throws IOException {
        String script = """
            #!/bin/sh
            payload=$(cat)
            case "$SERF_EVENT" in
            user) echo "$SERF_USER_EVENT=$payload" >> '%s' ;;
            query) printf '%%s: %%s' "$SERF_SELF_NAME" "$payload" ;;
            esac
            """.formatted(folder.resolve(name + ".told"));
        Path handler = Files.writeString(folder.resolve(name + ".sh"), script);
        return Files.setPosixFilePermissions(handler, PosixFilePermissions.fromString("rwx------"));
    }

    String address() {
        return "127.0.0.1:" + port;
    }

    /// What a command printed.
    record Printed(int code, String text) {}

    /// Runs a command against the agent.
    Printed run(String command, String... arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of("serf", command, "-rpc-addr=127.0.0.1:" + rpcPort));
        line.addAll(List.of(arguments));
        Path output = folder.resolve(name + "-" + command + "-" + commands++);
        Process process = new ProcessBuilder(line)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException(line + " does not end: " + Files.readString(output));
        }
        return new Printed(process.exitValue(), Files.readString(output));
    }

    /// Runs a command that has to succeed.
    ///
    /// @return what it printed
    String succeed(String command, String... arguments) throws IOException, InterruptedException {
        Printed printed = run(command, arguments);
        assertThat(printed.code()).as(printed.text()).isZero();
        return printed.text();
    }

    /// What it says of each member: status and tags, such as `alive made=elsewhere`.
    Map<String, String> members() throws IOException, InterruptedException {
        Map<String, String> members = new TreeMap<>();
        for (String line : succeed("members").lines().toList()) {
            String[] words = line.strip().split(" +");
            members.put(words[0], String.join(" ", List.of(words).subList(2, words.length)));
        }
        return members;
    }

    /// The events it was told, `name=payload` each, in order.
    List<String> told() throws IOException {
        Path told = folder.resolve(name + ".told");
        return Files.exists(told) ? Files.readAllLines(told) : List.of();
    }

    /// No more of it, at once. Idempotent.
    void kill() {
        agent.destroyForcibly().onExit().join();
    }

    @Override
    public void close() {
        kill();
    }
}
