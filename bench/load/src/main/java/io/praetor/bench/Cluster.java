package io.praetor.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Three durable servers on one machine.
final class Cluster implements AutoCloseable {
    private static final int SERVERS = 3;

    private final Path consul;
    private final Path folder;
    private final List<String> flags;
    private final List<int[]> ports = new ArrayList<>();
    private final List<Agent> servers = new ArrayList<>();

    private Cluster(Path consul, Path folder, List<String> flags) {
        this.consul = consul;
        this.folder = folder;
        this.flags = List.copyOf(flags);
    }

    /// Starts the servers and waits until they have a leader.
    static Cluster start(Path consul, List<String> flags) throws IOException, InterruptedException {
        Cluster cluster = new Cluster(consul, Files.createTempDirectory("praetor-bench"), flags);
        for (int i = 0; i < SERVERS; i++) {
            cluster.ports.add(Agent.freePorts(5));
            cluster.servers.add(cluster.launch(i));
        }
        cluster.awaitLeader();
        return cluster;
    }

    private Agent launch(int number) throws IOException {
        Path own = folder.resolve("s" + number);
        Files.createDirectories(own);
        List<String> all =
                new ArrayList<>(List.of("-server", "-bootstrap-expect=" + SERVERS, "-data-dir=" + own.resolve("data")));
        for (int[] other : ports) {
            all.add("-retry-join=127.0.0.1:" + other[3]);
        }
        all.addAll(flags);
        return Agent.start(consul, own, "s" + number, ports.get(number), all);
    }

    List<Agent> servers() {
        return servers;
    }

    /// Starts a server that was killed.
    ///
    /// @param empty whether it has lost all it had on disk but its name
    Agent restart(Agent server, boolean empty) throws IOException {
        int number = servers.indexOf(server);
        if (empty) {
            Agent.delete(folder.resolve("s" + number).resolve("data"));
        }
        Agent fresh = launch(number);
        servers.set(number, fresh);
        return fresh;
    }

    /// Waits until all servers that answer name the same leader and writes are taken.
    Agent awaitLeader() throws IOException, InterruptedException {
        for (long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(120); System.nanoTime() < end; ) {
            for (Agent candidate : servers) {
                try {
                    boolean leads = true;
                    for (Agent server : servers) {
                        leads &= server.request("GET", "/v1/status/leader", new byte[0])
                                .contains('"' + candidate.server() + '"');
                    }
                    if (leads
                            && candidate
                                    .request("PUT", "/v1/kv/ready", new byte[0])
                                    .startsWith("HTTP/1.1 200")) {
                        return candidate;
                    }
                } catch (IOException notYet) {
                    // it starts, or another one does
                }
            }
            TimeUnit.MILLISECONDS.sleep(5);
        }
        throw new IOException("no leader; output of the servers is in " + folder);
    }

    /// CPU seconds of all servers so far.
    double cpuSeconds() throws IOException {
        double sum = 0;
        for (Agent server : servers) {
            sum += server.cpuSeconds();
        }
        return sum;
    }

    /// CPU seconds of all servers but one, which may be dead.
    double others(Agent without) throws IOException {
        double sum = 0;
        for (Agent server : servers) {
            sum += server == without ? 0 : server.cpuSeconds();
        }
        return sum;
    }

    @Override
    public void close() throws IOException {
        for (Agent server : servers) {
            server.kill();
        }
        Agent.delete(folder);
    }
}
