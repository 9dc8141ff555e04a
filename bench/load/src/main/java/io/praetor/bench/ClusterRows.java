package io.praetor.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The rows of design section 8 that three servers make.
final class ClusterRows {
    private static final double SECONDS = 10;
    private static final double WARM_UP_SECONDS = 8;
    private static final int KILLS = 20;
    private static final int LARGE = 400;
    private static final int LARGE_BYTES = 500 * 1024;

    private ClusterRows() {}

    /// `put3`: writes at the leader, and at a follower that forwards them.
    static void put(Path consul, Table table) throws IOException, InterruptedException {
        try (Cluster cluster = Cluster.start(consul, List.of())) {
            Agent leader = cluster.awaitLeader();
            Agent follower = cluster.servers().stream()
                    .filter(server -> server != leader)
                    .findFirst()
                    .orElseThrow();
            put(leader, 64, WARM_UP_SECONDS);
            String[] goals = {"≥ 0.9 k/s", "≥ 17–18 k/s", "≥ 30–33 k/s"};
            int[] connections = {1, 64, 256};
            for (int i = 0; i < connections.length; i++) {
                add(
                        table,
                        "PUT, 3 servers, " + connections[i] + " connections",
                        goals[i],
                        put(leader, connections[i], SECONDS));
            }
            put(follower, 64, WARM_UP_SECONDS);
            add(table, "PUT, 3 servers, 64 connections to a follower", "", put(follower, 64, SECONDS));
        }
    }

    private static Load.Result put(Agent server, int connections, double seconds) throws IOException {
        String tail = "x".repeat(190);
        return new Load(server.port(), connections)
                .run(n -> Load.request("PUT", "/v1/kv/k" + n % 1000, n + tail), Long.MAX_VALUE, seconds);
    }

    private static void add(Table table, String row, String goal, Load.Result result) {
        table.add(
                row,
                goal,
                "%.1f k/s, p50 %.2f ms, p99 %.2f ms, %d errors",
                result.perSecond() / 1000,
                result.millis(0.5),
                result.millis(0.99),
                result.errors());
    }

    /// `failover`: from the death of the leader to the next commit that a client of another server sees.
    static void failover(Path consul, Table table) throws IOException, InterruptedException {
        failover(consul, table, "default timing", "≤ 2 s", List.of());
        failover(consul, table, "raft_multiplier = 1", "", List.of("-hcl=performance{raft_multiplier=1}"));
    }

    private static void failover(Path consul, Table table, String timing, String goal, List<String> flags)
            throws IOException, InterruptedException {
        List<Double> seconds = new ArrayList<>();
        try (Cluster cluster = Cluster.start(consul, flags)) {
            for (int kill = 0; kill < KILLS; kill++) {
                Agent leader = cluster.awaitLeader();
                TimeUnit.SECONDS.sleep(2);
                leader.kill();
                long killed = System.nanoTime();
                Agent other = cluster.servers().stream()
                        .filter(server -> server != leader)
                        .findFirst()
                        .orElseThrow();
                while (!writes(other)) {
                    TimeUnit.MILLISECONDS.sleep(5);
                }
                seconds.add((System.nanoTime() - killed) / 1e9);
                cluster.restart(leader, false);
            }
        }
        seconds.sort(null);
        table.add(
                "leader killed → next commit, " + timing + ", " + KILLS + " kills",
                goal,
                "median %.2f s, best %.2f s, worst %.2f s",
                seconds.get(KILLS / 2),
                seconds.getFirst(),
                seconds.getLast());
    }

    private static boolean writes(Agent server) {
        try {
            return server.request("PUT", "/v1/kv/after", new byte[] {'x'}).startsWith("HTTP/1.1 200");
        } catch (IOException notYet) {
            return false;
        }
    }

    /// `install`: 200 MB of keys come to a server that has lost its disk.
    static void install(Path consul, Table table) throws IOException, InterruptedException {
        try (Cluster cluster = Cluster.start(
                consul,
                List.of("-hcl=raft_snapshot_threshold=100 raft_snapshot_interval=\"1s\" raft_trailing_logs=10"))) {
            Agent leader = cluster.awaitLeader();
            String value = "v".repeat(LARGE_BYTES);
            ByteBuffer[] puts = new ByteBuffer[LARGE];
            for (int i = 0; i < LARGE; i++) {
                puts[i] = Load.request("PUT", "/v1/kv/large/" + i, value);
            }
            new Load(leader.port(), 4).run(n -> puts[n], LARGE, 300);
            long before = System.nanoTime();
            int saved = leader.exchange("GET", "/v1/snapshot", new byte[0]).length;
            double saving = (System.nanoTime() - before) / 1e9;
            Agent follower = cluster.servers().stream()
                    .filter(server -> server != leader)
                    .findFirst()
                    .orElseThrow();
            follower.kill();
            Agent fresh = cluster.restart(follower, true);
            double there = fresh.awaitMillis("/v1/kv/large/" + (LARGE - 1) + "?raw&stale", "vvv") / 1000;
            table.add(
                    "200 MB snapshot: save / install on a server that starts with an empty disk",
                    "≤ 0.5 s / ≤ 4 s",
                    "save %.2f s (%.1f MB archive); %.2f s from the start of the process until it serves the last key",
                    saving,
                    saved / 1e6,
                    there);
        }
    }
}
