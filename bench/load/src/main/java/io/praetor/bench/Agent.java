package io.praetor.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
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
    private static final int TICKS_PER_SECOND = 100; // USER_HZ, which Linux fixes for /proc

    private final Process process;
    private final Path folder;
    private final int port;
    private final long startedNanos;

    private Agent(Process process, Path folder, int port, long startedNanos) {
        this.process = process;
        this.folder = folder;
        this.port = port;
        this.startedNanos = startedNanos;
    }

    /// Starts an agent and returns at once.
    ///
    /// @param durable a server with a data directory; else `-dev`
    static Agent start(Path consul, boolean durable) throws IOException {
        Path folder = Files.createTempDirectory("praetor-bench");
        int[] ports = freePorts(5);
        List<String> command = new ArrayList<>(List.of(
                consul.toString(),
                "agent",
                "-bind=127.0.0.1",
                "-node=bench",
                "-log-level=warn",
                "-grpc-port=-1",
                "-http-port=" + ports[0],
                "-dns-port=" + ports[1],
                "-server-port=" + ports[2],
                "-serf-lan-port=" + ports[3],
                "-serf-wan-port=" + ports[4],
                "-hcl=disable_update_check=true limits{http_max_conns_per_client=60000}"));
        command.addAll(
                durable
                        ? List.of("-server", "-bootstrap-expect=1", "-data-dir=" + folder.resolve("data"))
                        : List.of("-dev"));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile());
        long started = System.nanoTime();
        return new Agent(builder.start(), folder, ports[0], started);
    }

    private static int[] freePorts(int count) throws IOException {
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
                    throw new IOException("the agent ended: " + Files.readString(folder.resolve("err")), refused);
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
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            socket.setSoTimeout(120_000);
            OutputStream out = socket.getOutputStream();
            String head = method + " " + path + " HTTP/1.1\r\nHost: b\r\nConnection: close\r\nContent-Length: "
                    + body.length + "\r\n\r\n";
            out.write(head.getBytes(StandardCharsets.ISO_8859_1));
            out.write(body);
            out.flush();
            try (InputStream in = socket.getInputStream()) {
                return in.readAllBytes();
            }
        }
    }

    /// CPU seconds used so far, user and system.
    double cpuSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / (double) TICKS_PER_SECOND;
    }

    /// Resident memory in MiB.
    double rssMiB() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024.0;
            }
        }
        throw new IOException("no VmRSS");
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        process.onExit().join();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
