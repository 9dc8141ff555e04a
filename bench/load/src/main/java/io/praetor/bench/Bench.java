package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// `Bench CONSUL ROW…`: runs the rows of design section 8, each against processes of its own.
public final class Bench {
    private static final double SECONDS = 10;
    private static final double WARM_UP_SECONDS = 8;
    private static final int BLOCKED = 10_000;
    private static final int SERVICES = 100_000;

    private static final String THROUGHPUT = "%.1f k/s, %.1f µs CPU per request, p50 %.2f ms, p99 %.2f ms, %d errors";

    /// The requests of [#put], for wrk.
    private static final String WRK_PUT = """
            local n = 0
            local tail = string.rep("x", 190)
            request = function()
                n = n + 1
                return wrk.format("PUT", "/v1/kv/k" .. n % 1000, nil, n .. tail)
            end
            """;

    private final Path consul;
    private final Table table;

    private Bench(Path consul, Table table) {
        this.consul = consul;
        this.table = table;
    }

    /// @param args the launcher, then the rows: get put blocked start kvget rss services dns checks register, acl, of a
    ///     server and a client agent rpctls, and of three servers put3 failover install clients (or clients=50); none:
    ///     all but acl and those of several agents
    public static void main(String[] args) throws IOException, InterruptedException {
        Bench bench = new Bench(Path.of(args[0]), new Table(System.out));
        List<String> rows = args.length > 1
                ? Arrays.asList(args).subList(1, args.length)
                : List.of("start", "kvget", "rss", "get", "put", "blocked", "services", "dns", "checks", "register");
        for (String row : rows) {
            switch (row) {
                case "get" -> bench.get();
                case "put" -> bench.put();
                case "blocked" -> bench.blocked();
                case "start" -> bench.start();
                case "kvget" -> bench.kvGet();
                case "rss" -> bench.idle();
                case "services" -> bench.services();
                case "dns" -> bench.dns();
                case "checks" -> Checking.run(bench.consul, bench.table);
                case "register" -> RegisterRow.run(bench.consul, bench.table);
                case "put3" -> ClusterRows.put(bench.consul, bench.table);
                case "acl" -> AclRow.run(bench.consul, bench.table);
                case "rpctls" -> TlsRow.run(bench.consul, bench.table);
                case "failover" -> ClusterRows.failover(bench.consul, bench.table);
                case "install" -> ClusterRows.install(bench.consul, bench.table);
                case String clients
                when clients.matches("clients(=\\d+)?") -> ClientsRow.run(bench.consul, bench.table, clients);
                default -> throw new IllegalArgumentException("no row \"" + row + "\"");
            }
        }
    }

    private void get() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, false)) {
            agent.awaitLeader();
            agent.request("PUT", "/v1/kv/k", "x".repeat(100).getBytes(StandardCharsets.US_ASCII));
            ByteBuffer request = Load.request("GET", "/v1/kv/k", "");
            new Load(agent.port(), 32).run(n -> request, Long.MAX_VALUE, WARM_UP_SECONDS);
            for (int connections : new int[] {32, 256}) {
                String row = "GET /v1/kv/k, " + connections + " connections";
                String goal = "≥ 60–84 k/s, ≤ 20 µs CPU";
                double cpu = agent.cpuSeconds();
                add(
                        row,
                        goal,
                        new Load(agent.port(), connections).run(n -> request, Long.MAX_VALUE, SECONDS),
                        agent,
                        cpu);
                addWrk(row, goal, agent, "/v1/kv/k", connections, "");
            }
        }
    }

    private void put() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            put(agent, 64, WARM_UP_SECONDS);
            for (int connections : new int[] {1, 64, 256}) {
                String row = "PUT /v1/kv/k, durable, 1 server, " + connections + " connections";
                String goal = connections == 64 ? "≥ 24–36 k/s" : "";
                double cpu = agent.cpuSeconds();
                add(row, goal, put(agent, connections, SECONDS), agent, cpu);
                addWrk(row, goal, agent, "/", connections, WRK_PUT);
            }
        }
    }

    private void add(String row, String goal, Load.Result result, Agent agent, double cpuBefore) throws IOException {
        table.add(
                row,
                goal,
                THROUGHPUT,
                result.perSecond() / 1000,
                (agent.cpuSeconds() - cpuBefore) / result.requests() * 1e6,
                result.millis(0.5),
                result.millis(0.99),
                result.errors());
    }

    /// The same row by wrk, where there is one.
    private void addWrk(String row, String goal, Agent agent, String path, int connections, String script)
            throws IOException, InterruptedException {
        if (!Wrk.isInstalled()) {
            return;
        }
        double cpu = agent.cpuSeconds();
        Wrk.Result result = Wrk.run("http://127.0.0.1:" + agent.port() + path, connections, (int) SECONDS, script);
        table.add(
                row + " (wrk)",
                goal,
                THROUGHPUT,
                result.requests() / result.seconds() / 1000,
                (agent.cpuSeconds() - cpu) / result.requests() * 1e6,
                result.p50(),
                result.p99(),
                result.errors());
    }

    private static Load.Result put(Agent agent, int connections, double seconds) throws IOException {
        String tail = "x".repeat(190);
        return new Load(agent.port(), connections)
                .run(n -> Load.request("PUT", "/v1/kv/k" + n % 1000, n + tail), Long.MAX_VALUE, seconds);
    }

    private void blocked() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            agent.request("PUT", "/v1/kv/k", new byte[100]);
            String answer = agent.request("GET", "/v1/kv/k", new byte[0]);
            String index = answer.replaceFirst("(?is).*x-consul-index: (\\d+).*", "$1");
            List<SocketChannel> channels = new ArrayList<>();
            ByteBuffer poll = Load.request("GET", "/v1/kv/k?wait=5m&index=" + index, "");
            double before = agent.rssMiB();
            for (int i = 0; i < BLOCKED; i++) {
                SocketChannel channel = SocketChannel.open(
                        new java.net.InetSocketAddress(java.net.InetAddress.getLoopbackAddress(), agent.port()));
                channel.write(poll.duplicate());
                channels.add(channel);
            }
            settle(agent);
            double parked = agent.rssMiB();
            long written = System.nanoTime();
            CompletableFuture<String> put = CompletableFuture.supplyAsync(() -> {
                try {
                    return agent.request("PUT", "/v1/kv/k", new byte[101]);
                } catch (IOException e) {
                    throw new java.io.UncheckedIOException(e);
                }
            });
            ByteBuffer in = ByteBuffer.allocate(4096);
            for (SocketChannel channel : channels) {
                in.clear();
                if (channel.read(in) <= 0) {
                    throw new IOException("a parked read was dropped");
                }
            }
            double millis = (System.nanoTime() - written) / 1e6;
            put.join();
            table.add(
                    "10,000 blocked reads of one key",
                    "≤ 200 MB; ≤ 200 ms",
                    "%.0f MiB RSS (%.0f MiB before), last answer %.0f ms after the write was sent; %.0f MiB RSS afterwards",
                    parked,
                    before,
                    millis,
                    agent.rssMiB());
            for (SocketChannel channel : channels) {
                channel.close();
            }
        }
    }

    /// Waits until the agent has been idle for half a second: everything sent has been taken in.
    private static void settle(Agent agent) throws IOException, InterruptedException {
        double cpu;
        do {
            cpu = agent.cpuSeconds();
            TimeUnit.MILLISECONDS.sleep(500);
        } while (agent.cpuSeconds() - cpu > 0.05);
    }

    private void start() throws IOException, InterruptedException {
        for (boolean durable : new boolean[] {false, true}) {
            double[] answers = new double[9];
            double[] leaders = new double[9];
            for (int i = 0; i < answers.length; i++) {
                try (Agent agent = Agent.start(consul, durable)) {
                    answers[i] = agent.awaitMillis("/v1/status/peers", "[");
                    leaders[i] = agent.awaitLeader();
                }
            }
            Arrays.sort(answers);
            Arrays.sort(leaders);
            table.add(
                    "agent start, " + (durable ? "durable server" : "-dev"),
                    "≤ 400 / ≤ 700 ms",
                    "API answers after %.0f ms (%.0f–%.0f), leader after %.0f ms (%.0f–%.0f), median of 9",
                    answers[4],
                    answers[0],
                    answers[8],
                    leaders[4],
                    leaders[0],
                    leaders[8]);
        }
    }

    private void kvGet() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, false)) {
            agent.awaitLeader();
            agent.request("PUT", "/v1/kv/k", new byte[] {'v'});
            double[] millis = new double[31];
            for (int i = 0; i < millis.length; i++) {
                long start = System.nanoTime();
                Process process = new ProcessBuilder(
                                consul.toString(), "kv", "get", "-http-addr=127.0.0.1:" + agent.port(), "k")
                        .redirectErrorStream(true)
                        .start();
                String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
                if (process.waitFor() != 0 || !out.equals("v\n")) {
                    throw new IOException("kv get answered \"" + out + "\"");
                }
                millis[i] = (System.nanoTime() - start) / 1e6;
            }
            Arrays.sort(millis);
            table.add(
                    "consul kv get", "≤ 50 ms", "%.0f ms (%.0f–%.0f), median of 31", millis[15], millis[0], millis[30]);
        }
    }

    private void idle() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            TimeUnit.SECONDS.sleep(10);
            double cpu = agent.cpuSeconds();
            TimeUnit.SECONDS.sleep(20);
            table.add(
                    "idle server",
                    "≤ 130 MB",
                    "%.0f MiB RSS, %.2f %% of a core",
                    agent.rssMiB(),
                    (agent.cpuSeconds() - cpu) / 20 * 100);
        }
    }

    private void services() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            double cpu = agent.cpuSeconds();
            Load.Result result = new Load(agent.port(), 64).run(Bench::registration, SERVICES, 600);
            table.add(
                    "100,000 services registered through the catalog",
                    "",
                    "%.1f s (%.1f k/s, %.0f µs CPU each), p99 %.1f ms, %d errors; %.0f MiB RSS",
                    result.seconds(),
                    result.perSecond() / 1000,
                    (agent.cpuSeconds() - cpu) / result.requests() * 1e6,
                    result.millis(0.99),
                    result.errors(),
                    agent.rssMiB());
            ByteBuffer get = Load.request("GET", "/v1/catalog/service/web77", "");
            Load.Result quiet = new Load(agent.port(), 1).run(n -> get, Long.MAX_VALUE, 5);
            long start = System.nanoTime();
            CompletableFuture<byte[]> snapshot = CompletableFuture.supplyAsync(() -> save(agent));
            List<Integer> during = new ArrayList<>();
            while (!snapshot.isDone()) {
                new Load(agent.port(), 1)
                        .run(n -> get, Long.MAX_VALUE, 0.05)
                        .micros()
                        .forEach(during::add);
            }
            byte[] archive = snapshot.join();
            double saved = (System.nanoTime() - start) / 1e9;
            int[] sorted = during.stream().mapToInt(Integer::intValue).sorted().toArray();
            table.add("snapshot save, 100,000 services", "", "%.2f s, %.1f MB archive", saved, archive.length / 1e6);
            table.add(
                    "p99 of a GET during that snapshot",
                    "",
                    "%.2f ms (%d reads; %.2f ms without)",
                    sorted[(int) (sorted.length * 0.99)] / 1000.0,
                    sorted.length,
                    quiet.millis(0.99));
            start = System.nanoTime();
            String answer = agent.request("GET", "/v1/status/leader", new byte[0]);
            byte[] restored = agent.exchange("PUT", "/v1/snapshot", archive);
            if (!new String(restored, StandardCharsets.ISO_8859_1).startsWith("HTTP/1.1 200") || answer.isEmpty()) {
                throw new IOException("restore answered " + new String(restored, StandardCharsets.ISO_8859_1));
            }
            table.add(
                    "snapshot restore, 100,000 services",
                    "",
                    "%.2f s; %.0f MiB RSS",
                    (System.nanoTime() - start) / 1e9,
                    agent.rssMiB());
        }
    }

    /// A service of three instances, asked for without EDNS as most programs do.
    private void dns() throws IOException, InterruptedException {
        try (Agent agent = Agent.start(consul, true)) {
            agent.awaitLeader();
            for (int i = 1; i <= 3; i++) {
                String body =
                        "{\"Node\":\"n%d\",\"Address\":\"10.0.0.%d\",\"Service\":{\"Service\":\"web\",\"Port\":80}}"
                                .formatted(i, i);
                agent.request("PUT", "/v1/catalog/register", body.getBytes(StandardCharsets.US_ASCII));
            }
            DnsLoad load = new DnsLoad(agent.dnsPort(), 32);
            load.run("web.service.consul", true, 3, WARM_UP_SECONDS / 2);
            load.run("web.service.consul", false, 3, WARM_UP_SECONDS / 2);
            for (boolean srv : new boolean[] {false, true}) {
                double cpu = agent.cpuSeconds();
                DnsLoad.Result result = load.run("web.service.consul", srv, 3, SECONDS);
                table.add(
                        "DNS " + (srv ? "SRV" : "A") + " over UDP, 32 under way",
                        "≥ 63–93 k/s, ≤ 10 µs CPU",
                        THROUGHPUT,
                        result.perSecond() / 1000,
                        (agent.cpuSeconds() - cpu) / result.answers() * 1e6,
                        result.millis(0.5),
                        result.millis(0.99),
                        result.errors());
            }
        }
    }

    private static byte[] save(Agent agent) {
        try {
            byte[] answer = agent.exchange("GET", "/v1/snapshot", new byte[0]);
            int at = 3;
            while (answer[at] != '\n' || answer[at - 2] != '\n') {
                at++;
            }
            byte[] body = Arrays.copyOfRange(answer, at + 1, answer.length);
            String head = new String(answer, 0, at, StandardCharsets.ISO_8859_1);
            return head.toLowerCase(java.util.Locale.ROOT).contains("transfer-encoding: chunked")
                    ? dechunk(body)
                    : body;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static byte[] dechunk(byte[] body) {
        java.io.ByteArrayOutputStream out = new java.io.ByteArrayOutputStream(body.length);
        int at = 0;
        while (true) {
            int end = at;
            while (body[end] != '\r') {
                end++;
            }
            int size = Integer.parseInt(new String(body, at, end - at, StandardCharsets.US_ASCII), 16);
            if (size == 0) {
                return out.toByteArray();
            }
            out.write(body, end + 2, size);
            at = end + 2 + size + 2;
        }
    }

    /// 1,000 nodes with 100 instances of 1,000 services, one check each, as a fleet of agents would register them.
    private static ByteBuffer registration(int n) {
        int node = n / 100;
        int service = n % 1000;
        String body = "{\"Node\":\"node%d\",\"Address\":\"10.0.%d.%d\",\"SkipNodeUpdate\":%s,"
                        .formatted(node, node / 250, node % 250, n % 100 != 0)
                + "\"Service\":{\"ID\":\"web%d-%d\",\"Service\":\"web%d\",\"Tags\":[\"v1\",\"primary\"],\"Port\":%d,\"Meta\":{\"version\":\"1.2.3\"}},"
                        .formatted(service, n, service, 1024 + service)
                + "\"Check\":{\"Node\":\"node%d\",\"CheckID\":\"service:web%d-%d\",\"Name\":\"alive\",\"Status\":\"passing\",\"ServiceID\":\"web%d-%d\"}}"
                        .formatted(node, service, n, service, n);
        return Load.request("PUT", "/v1/catalog/register", body);
    }
}
