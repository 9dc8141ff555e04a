package io.praetor.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Many client agents in one process of their own (`ManyAgents` among the tests of `agent`).
final class Clients implements AutoCloseable {
    private static final int PER_PORT = 250;
    private static final int FIRST_HTTP_PORT = 22220;

    private final Process process;
    private final Path folder;
    private final BufferedReader said;

    private Clients(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
        said = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    /// Memory that is really used, after a collection.
    record Memory(double heapMiB, int threads) {}

    /// Starts the agents and waits until the API of all answers.
    ///
    /// @param join  `address:port` of a member's gossip
    /// @param flags for each of them
    static Clients start(Path consul, int count, String join, List<String> flags) throws IOException {
        Path lib = consul.resolveSibling("../lib").normalize();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(Files.readAllLines(lib.resolve("agent.options")));
        // a collection looks at the stacks of all their threads: it must be rare
        command.addAll(List.of("-Xms2g", "-Xmn1g"));
        String jars = String.join(
                ":",
                Files.readAllLines(lib.resolve("agent.classpath")).stream()
                        .map(jar -> lib.resolve(jar).toString())
                        .toList());
        Path folder = Files.createTempDirectory("praetor-clients");
        command.addAll(List.of(
                "-cp",
                Path.of("agent", "target", "test-classes").toAbsolutePath() + ":" + jars,
                "io.praetor.agent.ManyAgents",
                Integer.toString(count),
                join,
                folder.toString()));
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectError(Path.of(System.getProperty("java.io.tmpdir"), "praetor-clients.err")
                        .toFile());
        builder.environment().put("MALLOC_ARENA_MAX", "2");
        Clients clients = new Clients(builder.start(), folder);
        clients.read();
        return clients;
    }

    private String read() throws IOException {
        String line = said.readLine();
        if (line == null) {
            throw new IOException("the agents ended; see praetor-clients.err in the folder of temporary files");
        }
        return line;
    }

    /// Collects garbage, and tells what is left.
    Memory memory() throws IOException {
        OutputStream in = process.getOutputStream();
        in.write('\n');
        in.flush();
        String[] fields = read().split(" ", -1);
        return new Memory(Long.parseLong(fields[0]) / 1024.0 / 1024, Integer.parseInt(fields[1]));
    }

    ProcessFigures figures() {
        return new ProcessFigures(process.pid());
    }

    /// The API of an agent.
    static InetSocketAddress http(int number) {
        return new InetSocketAddress("127.0.80." + (1 + number % PER_PORT), FIRST_HTTP_PORT + number / PER_PORT);
    }

    /// One request on a connection of its own.
    ///
    /// @return the whole answer, headers first
    static String request(int number, String method, String path, String body) throws IOException {
        return Exchange.of(http(number), method, path, body.getBytes(StandardCharsets.UTF_8));
    }

    /// Sends a request to each agent; the answers are still to come.
    static List<SocketChannel> park(int count, String path) throws IOException {
        List<SocketChannel> channels = new ArrayList<>();
        ByteBuffer request = Load.request("GET", path, "");
        for (int i = 0; i < count; i++) {
            SocketChannel channel = SocketChannel.open(http(i));
            channel.write(request.duplicate());
            channels.add(channel);
        }
        return channels;
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        Agent.delete(folder);
    }
}
