package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `acl`: requests to a server without access control, and to one that denies by default, with a token of three
/// policies of 18 rules each; turn about in one run so that the machine is the same for both.
final class AclRow {
    private static final double WARM_UP_SECONDS = 6;
    private static final double SECONDS = 5;
    private static final int ROUNDS = 3;
    private static final int CONNECTIONS = 64;
    private static final String MANAGEMENT = "11111111-1111-1111-1111-111111111111";
    private static final String SECRET = "22222222-2222-2222-2222-222222222222";

    private AclRow() {}

    private record Side(String name, String token, Agent agent) implements AutoCloseable {
        static Side start(Path consul, boolean control) throws IOException, InterruptedException {
            Path folder = Files.createTempDirectory("praetor-bench");
            String settings = control
                    ? "-hcl=acl { enabled = true default_policy = \"deny\" tokens { master = \"" + MANAGEMENT + "\" } }"
                    : "-hcl=acl { enabled = false }";
            Agent agent = Agent.start(
                    consul, folder, control ? "acl" : "open", Agent.freePorts(5), List.of("-dev", settings));
            agent.awaitLeader();
            Side side = new Side(control ? "access control" : "none", control ? SECRET : "", agent);
            if (control) {
                agent.awaitMillis("/v1/acl/token/self?token=" + MANAGEMENT, MANAGEMENT);
                side.makeToken();
            }
            side.fill();
            return side;
        }

        private void makeToken() throws IOException {
            StringBuilder names = new StringBuilder();
            for (int policy = 0; policy < 3; policy++) {
                StringBuilder rules = new StringBuilder();
                for (int i = 0; i < 10; i++) {
                    rules.append("key_prefix \"%s\" { policy = \"write\" } ".formatted(i == 0 ? "" : policy + "/" + i));
                }
                for (int i = 0; i < 5; i++) {
                    rules.append("service \"%s\" { policy = \"read\" } ".formatted(i == 0 ? "web" : "s" + policy + i));
                }
                for (int i = 0; i < 3; i++) {
                    rules.append("node_prefix \"%s\" { policy = \"read\" } ".formatted(i == 0 ? "node-" : "n" + i));
                }
                put(
                        "/v1/acl/policy?token=" + MANAGEMENT,
                        "{\"Name\":\"p%d\",\"Rules\":\"%s\"}"
                                .formatted(policy, rules.toString().replace("\"", "\\\"")));
                names.append("%s{\"Name\":\"p%d\"}".formatted(policy == 0 ? "" : ",", policy));
            }
            put(
                    "/v1/acl/token?token=" + MANAGEMENT,
                    "{\"SecretID\":\"%s\",\"Policies\":[%s]}".formatted(SECRET, names));
        }

        private void fill() throws IOException {
            String token = token().isEmpty() ? "" : "?token=" + MANAGEMENT;
            put("/v1/kv/k" + token, "x".repeat(100));
            for (int i = 0; i < 100; i++) {
                put(
                        "/v1/catalog/register" + token,
                        "{\"Node\":\"node-%d\",\"Address\":\"10.0.0.%d\",\"Service\":{\"ID\":\"web-%d\",\"Service\":\"web\",\"Port\":80}}"
                                .formatted(i % 10, i % 10 + 1, i));
            }
        }

        private void put(String path, String body) throws IOException {
            String answer = agent.request("PUT", path, body.getBytes(StandardCharsets.UTF_8));
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException(answer);
            }
        }

        @Override
        public void close() throws IOException {
            agent.close();
        }
    }

    /// What is asked for.
    private record Kind(String method, String path) {
        ByteBuffer request(Side side, int n) {
            String header = side.token.isEmpty() ? "" : "X-Consul-Token: " + side.token + "\r\n";
            return method.equals("PUT")
                    ? Load.request(method, path + n % 1000, header, n + "x".repeat(190))
                    : Load.request(method, path, header, "");
        }
    }

    static void run(Path consul, Table table) throws IOException, InterruptedException {
        try (Side open = Side.start(consul, false);
                Side controlled = Side.start(consul, true)) {
            for (Kind kind : List.of(
                    new Kind("GET", "/v1/kv/k"),
                    new Kind("PUT", "/v1/kv/k"),
                    new Kind("GET", "/v1/health/service/web"))) {
                for (Side side : List.of(open, controlled)) {
                    load(side, kind, WARM_UP_SECONDS);
                }
                for (int round = 1; round <= ROUNDS; round++) {
                    for (Side side : List.of(open, controlled)) {
                        double cpu = side.agent.cpuSeconds();
                        Load.Result result = load(side, kind, SECONDS);
                        table.add(
                                "%s %s, %s, %d connections, round %d"
                                        .formatted(kind.method, kind.path, side.name, CONNECTIONS, round),
                                "",
                                "%.1f k/s, %.1f µs CPU per request, p50 %.2f ms, p99 %.2f ms, %d errors",
                                result.perSecond() / 1000,
                                (side.agent.cpuSeconds() - cpu) / result.requests() * 1e6,
                                result.millis(0.5),
                                result.millis(0.99),
                                result.errors());
                    }
                }
            }
        }
    }

    private static Load.Result load(Side side, Kind kind, double seconds) throws IOException {
        return new Load(side.agent.port(), CONNECTIONS).run(n -> kind.request(side, n), Long.MAX_VALUE, seconds);
    }
}
