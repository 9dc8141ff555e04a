package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/// The row `clients`: many client agents with a service each, and three servers of which the leader is killed.
final class ClientsRow {
    private static final int STANDARD = 1000;
    /// More of them than this do not fit on two cores with the timing of a LAN: every one sends and answers a probe a
    /// second.
    private static final int FAST = 200;

    private static final List<String> CALM =
            List.of("-hcl=gossip_lan { gossip_interval = \"1s\" probe_interval = \"5s\" probe_timeout = \"3s\" }");
    private static final int IDLE_SECONDS = 30;
    private static final long PATIENCE = TimeUnit.MINUTES.toNanos(10);
    private static final Pattern SENT = Pattern.compile(
            "\"Name\":\"consul\\.memberlist\\.(?:udp|tcp)\\.sent\",\"Count\":\\d+,\"Rate\":([0-9.eE+-]+)");
    private static final Pattern INDEX = Pattern.compile("(?i)x-consul-index: (\\d+)");

    private final Cluster cluster;
    private final Clients clients;
    private final Table table;
    private final int count;

    private ClientsRow(Cluster cluster, Clients clients, Table table, int count) {
        this.cluster = cluster;
        this.clients = clients;
        this.table = table;
        this.count = count;
    }

    /// @param row `clients`, or with the number of them `clients=50`
    static void run(Path consul, Table table, String row) throws IOException, InterruptedException {
        int count = row.contains("=") ? Integer.parseInt(row.substring(row.indexOf('=') + 1)) : STANDARD;
        List<String> timing = count > FAST ? CALM : List.of();
        try (Cluster cluster = Cluster.start(consul, timing)) {
            Agent leader = cluster.awaitLeader();
            double cpu = cluster.cpuSeconds();
            long begun = System.nanoTime();
            try (Clients clients = Clients.start(consul, count, leader.lan(), timing)) {
                double answering = since(begun);
                ClientsRow bench = new ClientsRow(cluster, clients, table, count);
                bench.awaitHealthy(leader, begun);
                table.add(
                        count + " client agents in one process start and register a service each"
                                + (count > FAST ? ", probes every 5 s, gossip every second" : ""),
                        "",
                        "all answer after %.1f s; all are in the catalog with serfHealth and service after %.1f s (%.1f ms CPU of the servers each)",
                        answering,
                        since(begun),
                        (cluster.cpuSeconds() - cpu) / count * 1000);
                bench.idle();
                bench.failover(leader);
            }
        }
    }

    private static double since(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    /// Until every agent is a healthy member whose service is there.
    private void awaitHealthy(Agent server, long begun) throws IOException, InterruptedException {
        while (healthy(server) < count) {
            if (System.nanoTime() - begun > PATIENCE) {
                throw new IOException("only " + healthy(server) + " of " + count + " agents are in the catalog");
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /// Instances whose checks all pass: that of the node, and that of the service.
    private static int healthy(Agent server) throws IOException {
        String answer = server.request("GET", "/v1/health/service/app?passing&stale", new byte[0]);
        return times(answer, "\"CheckID\":\"serfHealth\"");
    }

    private static int times(String text, String part) {
        int times = 0;
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            times++;
        }
        return times;
    }

    private void idle() throws IOException, InterruptedException {
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        double agents = clients.figures().cpuSeconds();
        double servers = cluster.cpuSeconds();
        TimeUnit.SECONDS.sleep(IDLE_SECONDS);
        agents = (clients.figures().cpuSeconds() - agents) / IDLE_SECONDS;
        servers = (cluster.cpuSeconds() - servers) / IDLE_SECONDS;
        String metrics = Clients.request(count / 2, "GET", "/v1/agent/metrics", "");
        double sent = 0;
        for (Matcher rate = SENT.matcher(metrics); rate.find(); ) {
            sent += Double.parseDouble(rate.group(1));
        }
        Clients.Memory memory = clients.memory();
        table.add(
                "idle, an agent's share",
                "",
                "%.2f %% of a core, %.2f MiB heap, %.2f MiB RSS, %.1f threads; one of them gossips %.0f bytes/s; the servers together %.1f %% of a core",
                agents / count * 100,
                memory.heapMiB() / count,
                clients.figures().rssMiB() / count,
                memory.threads() / (double) count,
                sent,
                servers * 100);
    }

    /// Every agent has a blocking query and the catalog has lost every service when the leader dies.
    private void failover(Agent leader) throws IOException, InterruptedException {
        String written = Clients.request(0, "PUT", "/v1/kv/watched", "1");
        Matcher index = INDEX.matcher(Clients.request(0, "GET", "/v1/kv/watched", ""));
        if (!written.startsWith("HTTP/1.1 200") || !index.find()) {
            throw new IOException("an agent answered " + written);
        }
        List<SocketChannel> watches = Clients.park(count, "/v1/kv/watched?wait=10m&index=" + index.group(1));
        new Load(leader.port(), 64)
                .run(
                        n -> Load.request(
                                "PUT",
                                "/v1/catalog/deregister",
                                "{\"Node\":\"c" + n + "\",\"ServiceID\":\"app-" + n + "\"}"),
                        count,
                        60);
        Agent other = cluster.servers().stream()
                .filter(server -> server != leader)
                .findFirst()
                .orElseThrow();
        int left = healthy(other);
        double cpu = cluster.cpuSeconds() - leader.cpuSeconds();
        long killed = System.nanoTime();
        leader.kill();
        while (!Clients.request(count - 1, "PUT", "/v1/kv/after", "x").startsWith("HTTP/1.1 200")) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        double writes = since(killed);
        double[] answered = answers(watches, killed);
        awaitHealthy(other, killed);
        double there = since(killed);
        double used = cluster.others(leader) - cpu;
        table.add(
                "the leader is killed",
                "",
                "a write through an agent works after %.2f s; a key is written then, and the %d blocking queries of all agents have their answer %.2f s after the kill (median %.2f s); the services, of which the catalog had lost all but %d, are back after %.1f s; %.1f s CPU of the servers for it",
                writes,
                count,
                answered[count - 1],
                answered[count / 2],
                left,
                there,
                used);
    }

    /// Writes the key that all wait for.
    ///
    /// @return when each had its answer, in seconds after the kill, ascending
    private double[] answers(List<SocketChannel> watches, long killed) throws IOException {
        if (!Clients.request(count - 1, "PUT", "/v1/kv/watched", "2").startsWith("HTTP/1.1 200")) {
            throw new IOException("a write after the failover failed");
        }
        List<Double> seconds = new ArrayList<>();
        for (SocketChannel watch : watches) {
            ByteBuffer in = ByteBuffer.allocate(4096);
            watch.read(in);
            String answer = new String(in.array(), 0, in.position(), StandardCharsets.US_ASCII);
            if (!answer.startsWith("HTTP/1.1 200")) {
                throw new IOException("a blocking query answered " + answer);
            }
            seconds.add(since(killed));
            watch.close();
        }
        return IntStream.range(0, count).mapToDouble(seconds::get).sorted().toArray();
    }
}
