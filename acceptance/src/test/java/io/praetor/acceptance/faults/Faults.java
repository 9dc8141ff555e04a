package io.praetor.acceptance.faults;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/// The faults there are, made for a cluster as it is at that moment.
final class Faults {

    private static final int HOUR = 3600;

    private final FaultCluster cluster;
    private final RandomGenerator random;

    Faults(FaultCluster cluster, RandomGenerator random) {
        this.cluster = cluster;
        this.random = random;
    }

    /// What can be done to processes on any machine.
    Map<String, Supplier<Fault>> ofProcesses() {
        Map<String, Supplier<Fault>> kinds = new TreeMap<>();
        kinds.put("kill the leader", () -> kill("kill the leader", leader()));
        kinds.put("kill a follower", () -> kill("kill a follower", follower()));
        kinds.put("pause the leader", () -> pause("pause the leader", leader()));
        kinds.put("pause a follower", () -> pause("pause a follower", follower()));
        kinds.put("lose the quorum", this::loseQuorum);
        kinds.put("kill all", this::killAll);
        kinds.put("tear a log", this::tearLog);
        kinds.put("restart one by one", this::rollingRestart);
        kinds.put("replace one", () -> replace(1));
        return kinds;
    }

    /// The same, and what needs links, file systems and clocks of one's own.
    Map<String, Supplier<Fault>> all() {
        Map<String, Supplier<Fault>> kinds = ofProcesses();
        kinds.put("cut the leader off", () -> cut("cut the leader off", leader(), true, true));
        kinds.put("cut a follower off", () -> cut("cut a follower off", follower(), true, true));
        kinds.put("nothing comes from the leader", () -> cut("nothing comes from the leader", leader(), true, false));
        kinds.put("nothing gets to the leader", () -> cut("nothing gets to the leader", leader(), false, true));
        kinds.put("nothing comes from a follower", () -> cut("nothing comes from a follower", follower(), true, false));
        kinds.put("slow links", this::slowLinks);
        kinds.put("full disk", this::fullDisk);
        kinds.put("clocks jump", this::jumpClocks);
        kinds.put("replace every one", () -> replace(cluster.servers().size()));
        return kinds;
    }

    private ServerProcess leader() {
        return cluster.leader().orElseGet(this::anyServer);
    }

    private ServerProcess anyServer() {
        List<ServerProcess> all = cluster.servers();
        return all.get(random.nextInt(all.size()));
    }

    private ServerProcess follower() {
        ServerProcess leader = leader();
        List<ServerProcess> others =
                cluster.servers().stream().filter(one -> one != leader).toList();
        return others.get(random.nextInt(others.size()));
    }

    private Fault kill(String name, ServerProcess server) {
        return Fault.lasting(name + ": " + server.name(), server::kill, () -> cluster.restart(server));
    }

    private static Fault pause(String name, ServerProcess server) {
        return Fault.lasting(name + ": " + server.name(), server::pause, server::resume);
    }

    private static Fault cut(String name, ServerProcess server, boolean outgoing, boolean incoming) {
        return Fault.lasting(
                name + ": " + server.name(),
                () -> server.site().cut(outgoing, incoming),
                () -> server.site().heal());
    }

    private Fault loseQuorum() {
        List<ServerProcess> all = cluster.servers();
        List<ServerProcess> lost = all.subList(0, all.size() / 2 + 1);
        return Fault.lasting("lose the quorum", () -> lost.forEach(ServerProcess::kill), () -> restartAll(lost));
    }

    private Fault killAll() {
        List<ServerProcess> all = cluster.servers();
        return Fault.lasting("kill all", () -> all.forEach(ServerProcess::kill), () -> restartAll(all));
    }

    private void restartAll(List<ServerProcess> servers) throws IOException {
        for (ServerProcess server : servers) {
            cluster.restart(server);
        }
    }

    /// As if the power had failed while entries were written that nobody was told of.
    private Fault tearLog() {
        ServerProcess server = leader();
        return Fault.lasting(
                "tear the log of " + server.name(),
                () -> {
                    server.kill();
                    scribbleBehindTheLog(server.data());
                },
                () -> cluster.restart(server));
    }

    private void scribbleBehindTheLog(Path data) throws IOException {
        Path newest;
        try (Stream<Path> files = Files.walk(data)) {
            newest = files.filter(file -> file.getFileName().toString().startsWith("log-"))
                    .max(Comparator.comparing(Path::getFileName))
                    .orElseThrow(() -> new IOException("there is no log in " + data));
        }
        try (RandomAccessFile log = new RandomAccessFile(newest.toFile(), "rw")) {
            byte[] all = new byte[Math.toIntExact(log.length())];
            log.readFully(all);
            int end = all.length;
            while (end > 0 && all[end - 1] == 0) {
                end--;
            }
            byte[] garbage = new byte[Math.min(1 + random.nextInt(400), all.length - end)];
            random.nextBytes(garbage);
            log.seek(end);
            log.write(garbage);
        }
    }

    private Fault rollingRestart() {
        return Fault.passing("restart one by one", () -> {
            for (ServerProcess server : cluster.servers()) {
                server.stop("TERM");
                cluster.restart(server);
                cluster.awaitService();
            }
        });
    }

    /// Servers leave, or die, and others with nothing on their disks take their places.
    private Fault replace(int count) {
        return Fault.passing("replace " + count, () -> {
            for (ServerProcess old : new ArrayList<>(cluster.servers()).subList(0, count)) {
                cluster.add();
                cluster.awaitService();
                if (random.nextBoolean()) {
                    old.leave();
                } else {
                    old.kill();
                }
                cluster.forget(old);
                cluster.awaitService();
            }
        });
    }

    private Fault slowLinks() {
        int kilobits = 200 + random.nextInt(2000);
        int loss = random.nextInt(10);
        return Fault.lasting(
                "slow links: %d kbit/s, %d %% lost".formatted(kilobits, loss),
                () -> {
                    for (ServerProcess server : cluster.servers()) {
                        server.site().slow(kilobits, loss);
                    }
                },
                this::healLinks);
    }

    private void healLinks() throws IOException, InterruptedException {
        for (ServerProcess server : cluster.servers()) {
            server.site().heal();
        }
    }

    /// Of the data directory of one server, which is a small file system of its own.
    private Fault fullDisk() {
        ServerProcess server = random.nextBoolean() ? leader() : follower();
        Path filler = server.data().resolve("filler");
        return Fault.lasting(
                "full disk: " + server.name(),
                () -> Shell.attempt("sh", "-c", "cat /dev/zero > '%s'".formatted(filler)),
                () -> Files.deleteIfExists(filler));
    }

    private Fault jumpClocks() {
        List<ServerProcess> able =
                cluster.servers().stream().filter(ServerProcess::canJumpClock).toList();
        return Fault.lasting(
                "clocks jump on " + able.size() + " servers",
                () -> {
                    for (ServerProcess server : able) {
                        server.jumpClock(random.nextInt(-HOUR, HOUR));
                    }
                },
                () -> {
                    for (ServerProcess server : able) {
                        server.jumpClock(0);
                    }
                });
    }
}
