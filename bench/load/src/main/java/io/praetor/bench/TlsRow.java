package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// `rpctls`: requests that a client agent passes on to a server, plain and over mutual TLS, turn about in one run so
/// that
/// the machine is the same for both.
final class TlsRow {
    private static final double WARM_UP_SECONDS = 6;
    private static final double SECONDS = 5;
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;

    private TlsRow() {}

    /// A server and a client agent that asks it.
    private record Pair(String name, Path folder, Agent server, Agent client) implements AutoCloseable {
        static Pair start(Path consul, String name, boolean tls) throws IOException, InterruptedException {
            Path folder = Files.createTempDirectory("praetor-bench");
            List<String> ofServer = new ArrayList<>(
                    List.of("-server", "-bootstrap-expect=1", "-data-dir=" + folder.resolve("server.data")));
            List<String> ofClient = new ArrayList<>(List.of("-data-dir=" + folder.resolve("client.data")));
            if (tls) {
                create(consul, folder, "ca", "create");
                create(consul, folder, "cert", "create", "-server");
                create(consul, folder, "cert", "create", "-client");
                ofServer.add(settings(folder, "server"));
                ofClient.add(settings(folder, "client"));
            }
            Agent server = Agent.start(consul, folder, name + "-server", Agent.freePorts(5), ofServer);
            server.awaitLeader();
            ofClient.add("-retry-join=" + server.lan());
            Agent client = Agent.start(consul, folder, name + "-client", Agent.freePorts(5), ofClient);
            client.awaitMillis("/v1/status/leader", ":");
            client.request("PUT", "/v1/kv/k", "x".repeat(100).getBytes(StandardCharsets.US_ASCII));
            return new Pair(name, folder, server, client);
        }

        private static String settings(Path folder, String kind) {
            return "-hcl=verify_incoming = true verify_outgoing = true verify_server_hostname = true ca_file = \""
                    + folder.resolve("consul-agent-ca.pem") + "\" cert_file = \""
                    + folder.resolve("dc1-" + kind + "-consul-0.pem") + "\" key_file = \""
                    + folder.resolve("dc1-" + kind + "-consul-0-key.pem") + "\"";
        }

        private static void create(Path consul, Path folder, String... words) throws IOException, InterruptedException {
            List<String> command = new ArrayList<>(List.of(consul.toString(), "tls"));
            command.addAll(List.of(words));
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new IOException(out);
            }
        }

        double cpuSeconds() throws IOException {
            return server.cpuSeconds() + client.cpuSeconds();
        }

        @Override
        public void close() throws IOException {
            client.kill();
            server.kill();
            Agent.delete(folder);
        }
    }

    /// What is asked for.
    private record Kind(String name, boolean write) {
        ByteBuffer request(int n) {
            return write
                    ? Load.request("PUT", "/v1/kv/k" + n % 1000, n + "x".repeat(190))
                    : Load.request("GET", "/v1/kv/k", "");
        }
    }

    static void run(Path consul, Table table) throws IOException, InterruptedException {
        try (Pair plain = Pair.start(consul, "plain", false);
                Pair secret = Pair.start(consul, "tls", true)) {
            for (Kind kind : List.of(new Kind("GET /v1/kv/k", false), new Kind("PUT /v1/kv/k", true))) {
                for (Pair pair : List.of(plain, secret)) {
                    load(pair, kind, WARM_UP_SECONDS);
                }
                for (int round = 1; round <= ROUNDS; round++) {
                    for (Pair pair : List.of(plain, secret)) {
                        double cpu = pair.cpuSeconds();
                        Load.Result result = load(pair, kind, SECONDS);
                        table.add(
                                "%s through a client agent, %s, %d connections, round %d"
                                        .formatted(kind.name, pair.name, CONNECTIONS, round),
                                "",
                                "%.1f k/s, %.1f µs CPU of both agents per request, p50 %.2f ms, p99 %.2f ms, %d errors",
                                result.perSecond() / 1000,
                                (pair.cpuSeconds() - cpu) / result.requests() * 1e6,
                                result.millis(0.5),
                                result.millis(0.99),
                                result.errors());
                    }
                }
            }
        }
    }

    private static Load.Result load(Pair pair, Kind kind, double seconds) throws IOException {
        return new Load(pair.client.port(), CONNECTIONS).run(kind::request, Long.MAX_VALUE, seconds);
    }
}
