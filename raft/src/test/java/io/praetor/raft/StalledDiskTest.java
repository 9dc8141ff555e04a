package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/// A disk that neither writes nor fails.
class StalledDiskTest {

    /// A disk is refused after twice as long.
    private static final Duration ELECTION = Duration.ofSeconds(2);

    /// Files whose log cannot be written or forced while the gate is closed.
    private static final class Gated implements RaftFiles {

        private final MemoryFiles files = new MemoryFiles();
        private volatile CompletableFuture<Void> gate = CompletableFuture.completedFuture(null);

        void close() {
            gate = new CompletableFuture<>();
        }

        void open() {
            gate.complete(null);
        }

        @Override
        public List<String> list() {
            return files.list();
        }

        @Override
        public RaftFile create(String name) throws IOException {
            return gated(name, files.create(name));
        }

        @Override
        public RaftFile open(String name) throws IOException {
            return gated(name, files.open(name));
        }

        @Override
        public void delete(String name) throws IOException {
            files.delete(name);
        }

        @Override
        public void rename(String from, String to) throws IOException {
            files.rename(from, to);
        }

        @Override
        public void sync() throws IOException {
            files.sync();
        }

        @Override
        public String describe(String name) {
            return files.describe(name);
        }

        private RaftFile gated(String name, RaftFile file) {
            if (!name.startsWith("log-")) {
                return file;
            }
            return new RaftFile() {
                @Override
                public long size() throws IOException {
                    return file.size();
                }

                @Override
                public int read(ByteBuffer into, long position) throws IOException {
                    return file.read(into, position);
                }

                @Override
                public void write(ByteBuffer from, long position) throws IOException {
                    gate.join();
                    file.write(from, position);
                }

                @Override
                public void force() throws IOException {
                    gate.join();
                    file.force();
                }

                @Override
                public void close() throws IOException {
                    file.close();
                }
            };
        }
    }

    @Test
    void aLeaderWhoseDiskStallsHandsOverAndFollowsWhenItIsBack() throws Exception {
        Map<String, Gated> disks = new HashMap<>();
        try (TestCluster cluster = new TestCluster()) {
            List<PeerAddress> voters =
                    List.of(TestServer.address("a"), TestServer.address("b"), TestServer.address("c"));
            for (PeerAddress voter : voters) {
                disks.put(voter.id(), new Gated());
                cluster.start(
                        TestServer.settings(voter.id(), null, ELECTION), Objects.requireNonNull(disks.get(voter.id())));
            }
            for (PeerAddress voter : voters) {
                cluster.server(voter.id()).log().bootstrap(voters).join();
            }
            cluster.propose("x");
            String old = cluster.leader();
            Gated disk = Objects.requireNonNull(disks.get(old));

            disk.close();
            var _ = cluster.server(old).log().propose(TestServer.bytes("y"));

            Eventually.await(
                    "another leader",
                    () -> cluster.servers().stream()
                            .anyMatch(server -> server.log().isLeader()
                                    && !cluster.server(old).equals(server)));
            cluster.propose("z");
            disk.open();
            cluster.awaitApplied(3);
        }
    }

    @Test
    void aServerOnItsOwnRefusesWritesWhileItsDiskStalls() throws Exception {
        Gated disk = new Gated();
        try (TestServer server = TestServer.singleOn(disk, ELECTION)) {
            server.propose("x");

            disk.close();
            var _ = server.log().propose(TestServer.bytes("y"));

            Eventually.await("the refusal", () -> !server.log().status().writable());
            assertThatThrownBy(() -> server.propose("z")).hasCauseInstanceOf(LogUnavailableException.class);
            assertThat(server.log().status().refusal()).contains("the disk has not finished a write for");
            disk.open();
            Eventually.await(
                    "writes to be taken again", () -> server.log().status().writable());
            server.propose("z");
        }
    }

    @Test
    void nobodyWaitsWithTheDiskButWhoWritesToIt() throws Exception {
        Gated disk = new Gated();
        SegmentedLog log = LogFixture.openLog(disk);
        disk.close();
        CompletableFuture<Boolean> append = later(() -> log.append(List.of(LogFixture.entry(1, 1, new byte[10]))));
        Eventually.await("the write", () -> log.working() != 0);

        assertThat(later(log::retiredCount).get(60, TimeUnit.SECONDS)).isZero();
        later(() -> {
                    log.stopWaiting();
                    log.close();
                    return true;
                })
                .get(60, TimeUnit.SECONDS);

        assertThat(append).isNotDone();
        disk.open();
        append.get(60, TimeUnit.SECONDS);
    }

    private static <T> CompletableFuture<T> later(Supplier<T> task) {
        return CompletableFuture.supplyAsync(task, Thread::startVirtualThread);
    }
}
