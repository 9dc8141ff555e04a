package io.praetor.acceptance.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/// Servers of one datacenter, and what can be seen of them from outside.
final class FaultCluster implements Closeable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Where servers come from.
    interface Sites {
        Site next() throws IOException, InterruptedException;
    }

    private final Path folder;
    private final Sites sites;
    private final List<String> flags;
    private final List<ServerProcess> servers = new CopyOnWriteArrayList<>();
    private final List<Path> disks = new ArrayList<>();
    private String diskSize = "";
    private @Nullable Path clock;
    private int made;

    /// @param flags of every server, beside what tells it from the others
    FaultCluster(Path folder, Sites sites, List<String> flags) {
        this.folder = folder;
        this.sites = sites;
        this.flags = List.copyOf(flags);
    }

    /// Gives each server's data directory a file system in memory, so that it can be full.
    ///
    /// @param size as the option of tmpfs has it
    void onOwnDisks(String size) {
        diskSize = size;
    }

    /// Gives each server a wall clock that can be moved; needs a C compiler.
    void withOwnClocks() throws IOException, InterruptedException {
        Path source = folder.resolve("clock.c");
        Path library = folder.resolve("clock.so");
        try (InputStream text = Objects.requireNonNull(FaultCluster.class.getResourceAsStream("/faults/clock.c"))) {
            Files.copy(text, source);
        }
        Shell.run("cc", "-shared", "-fPIC", "-O2", "-o", library.toString(), source.toString());
        clock = library;
    }

    /// Starts the first servers, which make a cluster of themselves.
    void bootstrap(int count) throws IOException, InterruptedException {
        for (int i = 0; i < count; i++) {
            servers.add(make(List.of("-bootstrap-expect=" + count)));
        }
        for (ServerProcess server : servers) {
            restart(server);
        }
        awaitService();
    }

    private ServerProcess make(List<String> more) throws IOException, InterruptedException {
        String name = "s" + made++;
        List<String> all = new ArrayList<>(flags);
        all.addAll(more);
        Path data = folder.resolve(name);
        if (!diskSize.isEmpty()) {
            Files.createDirectories(data);
            Shell.run("mount", "-t", "tmpfs", "-o", "size=" + diskSize, "praetor-faults", data.toString());
            disks.add(data);
        }
        return new ServerProcess(name, sites.next(), folder, data, all, clock);
    }

    /// Adds a server that joins the others.
    ServerProcess add() throws IOException, InterruptedException {
        ServerProcess fresh = make(List.of());
        servers.add(fresh);
        restart(fresh);
        return fresh;
    }

    /// Takes a server that has gone out of the picture.
    void forget(ServerProcess server) {
        servers.remove(server);
        server.close();
        server.site().close();
    }

    /// Starts a server that is not running.
    void restart(ServerProcess server) throws IOException {
        server.start(servers.stream()
                .filter(other -> other != server)
                .map(ServerProcess::lan)
                .toList());
    }

    List<ServerProcess> servers() {
        return List.copyOf(servers);
    }

    /// The server that leads in the eyes of all that are awake, if they agree on one.
    Optional<ServerProcess> leader() {
        Optional<String> agreed = Optional.empty();
        for (ServerProcess server : servers) {
            if (server.isAwake()) {
                String told = told(server);
                if (told.isEmpty() || (agreed.isPresent() && !agreed.get().equals(told))) {
                    return Optional.empty();
                }
                agreed = Optional.of(told);
            }
        }
        Optional<String> address = agreed;
        return servers.stream()
                .filter(server -> Optional.of(server.rpc()).equals(address))
                .findFirst();
    }

    private static String told(ServerProcess server) {
        try {
            return Requests.json(Requests.get(server, "/v1/status/leader")).asText();
        } catch (IOException silent) {
            return "";
        }
    }

    /// Any server that is awake, hence may answer.
    ServerProcess any() {
        return servers.stream().filter(ServerProcess::isAwake).findFirst().orElseThrow();
    }

    /// Waits until one server leads for all, writes are taken, and every server that runs is a voter and healthy.
    void awaitService() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        String state = "nothing";
        while (System.nanoTime() < deadline) {
            Optional<ServerProcess> leader = leader();
            if (leader.isPresent()) {
                try {
                    state = problem(leader.get());
                    if (state.isEmpty()) {
                        return;
                    }
                } catch (IOException notYet) {
                    state = notYet.toString();
                }
            } else {
                state = "no leader that all agree on";
            }
            Thread.sleep(50);
        }
        throw new IOException("the cluster is not well after %d s: %s".formatted(PATIENCE.toSeconds(), state));
    }

    private String problem(ServerProcess leader) throws IOException {
        Requests.put(leader, "/v1/kv/well", "yes");
        JsonNode peers = Requests.json(Requests.get(leader, "/v1/operator/raft/configuration"))
                .get("Servers");
        int voters = 0;
        for (JsonNode peer : peers) {
            voters += peer.get("Voter").asBoolean() ? 1 : 0;
        }
        long running = servers.stream().filter(ServerProcess::isRunning).count();
        return voters == running && peers.size() == running ? "" : running + " servers run; peers: " + peers;
    }

    @Override
    public void close() {
        servers.forEach(ServerProcess::close);
        servers.forEach(server -> server.site().close());
        try {
            for (Path disk : disks) {
                Shell.attempt("umount", disk.toString());
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }
}
