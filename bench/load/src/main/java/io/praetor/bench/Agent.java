package io.praetor.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// One agent process started by the launcher on free ports, with what `/proc` says of it.
final class Agent implements AutoCloseable {
    private final Process process;
    private final ProcessFigures figures;
    private final Path folder;
    private final int port;
    private final int dnsPort;
    private final int serverPort;
    private final int lanPort;
    private final long startedNanos;

    private Agent(Process process, Path folder, int[] ports, long startedNanos) {
        this.process = process;
        this.figures = new ProcessFigures(process.pid());
        this.folder = folder;
        this.port = ports[0];
        this.dnsPort = ports[1];
        this.serverPort = ports[2];
        this.lanPort = ports[3];
        this.startedNanos = startedNanos;
    }

    /// Starts an agent and returns at once.
    ///
    /// @param durable a server with a data directory; else `-dev`
    static Agent start(Path consul, boolean durable) throws IOException {
        Path folder = Files.createTempDirectory("praetor-bench");
        return start(
                consul,
                folder,
                "bench",
                freePorts(5),
                durable
                        ? List.of("-server", "-bootstrap-expect=1", "-data-dir=" + folder.resolve("data"))
                        : List.of("-dev"));
    }

    /// Starts an agent on these ports and returns at once.
    ///
    /// @param folder for its output; deleted with everything in it when the agent is closed
    /// @param ports  HTTP, DNS, server, LAN, WAN
    static Agent start(Path consul, Path folder, String node, int[] ports, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                consul.toString(),
                "agent",
                "-bind=127.0.0.1",
                "-node=" + node,
                "-log-level=warn",
                "-grpc-port=-1",
                "-http-port=" + ports[0],
                "-dns-port=" + ports[1],
                "-server-port=" + ports[2],
                "-serf-lan-port=" + ports[3],
                "-serf-wan-port=" + ports[4],
                "-hcl=disable_update_check=true limits{http_max_conns_per_client=60000}"));
        command.addAll(flags);
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve(node + ".out").toFile())
                .redirectError(folder.resolve(node + ".err").toFile());
        long started = System.nanoTime();
        return new Agent(builder.start(), folder, ports, started);
    }

    /// Loopback ports that nobody listens on.
    static int[] freePorts(int count) throws IOException {
        int[] ports = new int[count];
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            held.add(socket);
            ports[i] = socket.getLocalPort();
        }
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    int port() {
        return port;
    }

    int dnsPort() {
        return dnsPort;
    }

    /// `127.0.0.1:port` of its server port, as `status/leader` says it.
    String server() {
        return "127.0.0.1:" + serverPort;
    }

    /// `127.0.0.1:port` of its LAN gossip.
    String lan() {
        return "127.0.0.1:" + lanPort;
    }

    /// Ends it at once; its files stay.
    void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }

    /// Waits until the path answers 200 with a body that holds the text.
    ///
    /// @return milliseconds since the process was started
    double awaitMillis(String path, String text) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                String answer = request("GET", path, new byte[0]);
                if (answer.startsWith("HTTP/1.1 200") && answer.contains(text)) {
                    return (System.nanoTime() - startedNanos) / 1e6;
                }
            } catch (IOException refused) {
                if (!process.isAlive()) {
                    throw new IOException("the agent ended; its output is in " + folder, refused);
                }
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("no answer from " + path);
            }
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }

    /// Waits for a leader.
    double awaitLeader() throws IOException, InterruptedException {
        return awaitMillis("/v1/status/leader", ":");
    }

    /// One request on a connection of its own.
    ///
    /// @return the whole answer, headers first
    String request(String method, String path, byte[] body) throws IOException {
        return new String(exchange(method, path, body), StandardCharsets.ISO_8859_1);
    }

    byte[] exchange(String method, String path, byte[] body) throws IOException {
        return Exchange.bytes(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), method, path, body);
    }

    /// CPU seconds used so far, user and system.
    double cpuSeconds() throws IOException {
        return figures.cpuSeconds();
    }

    /// Resident memory in MiB.
    double rssMiB() throws IOException {
        return figures.rssMiB();
    }

    @Override
    public void close() throws IOException {
        kill();
        delete(folder);
    }

    /// Deletes a folder and all in it; none is fine.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
