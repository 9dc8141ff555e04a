package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftStartTest {

    @TempDir
    Path directory;

    private static Map<String, String> content(Path directory) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> files = Files.list(directory)) {
            for (Path file : files.toList()) {
                content.put(file.getFileName().toString(), HexFormat.of().formatHex(Files.readAllBytes(file)));
            }
        }
        return content;
    }

    private static void flip(Path file, int offset) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[offset] ^= 4;
        Files.write(file, bytes);
    }

    private void fill(int commands) throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            for (int i = 0; i < commands; i++) {
                server.propose("c" + i);
            }
        }
    }

    @Test
    void aRottenLogIsRefusedInOneLineAndNothingIsChanged() throws Exception {
        fill(20);
        Path segment = directory.resolve("log-000000000001");
        flip(segment, 200);
        Map<String, String> before = content(directory);

        assertThatThrownBy(() -> TestServer.single(directory))
                .isInstanceOf(RaftStartException.class)
                .hasMessageStartingWith(segment + " is corrupt at offset ")
                .hasMessageContaining("restore this server from a snapshot, or remove the directory")
                .message()
                .doesNotContain("\n");
        assertThat(content(directory)).isEqualTo(before);
    }

    @Test
    void aRottenVoteIsRefused() throws Exception {
        fill(1);
        flip(directory.resolve("vote"), 0);
        flip(directory.resolve("vote"), 4096);

        assertThatThrownBy(() -> TestServer.single(directory))
                .isInstanceOf(RaftStartException.class)
                .hasMessageStartingWith(directory.resolve("vote") + " is corrupt at offset 0: restore");
    }

    @Test
    void aRottenSnapshotIsRefusedWhenTheLogDoesNotReachBackBehindIt() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            server.propose("a");
            server.log().snapshot().get(60, TimeUnit.SECONDS);
        }
        Path snapshot = directory.resolve(new SnapshotStore.Id(2, 1).name());
        flip(snapshot, 30);
        Files.delete(directory.resolve("log-000000000001"));

        assertThatThrownBy(() -> TestServer.single(directory))
                .isInstanceOf(RaftStartException.class)
                .hasMessageStartingWith(snapshot + " is corrupt at offset ");
    }

    @Test
    void aRottenSnapshotIsMadeUpForByTheOneBeforeAndTheLog() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            server.propose("a");
            server.log().snapshot().get(60, TimeUnit.SECONDS);
            server.propose("b");
            server.log().snapshot().get(60, TimeUnit.SECONDS);
            server.propose("c");
        }
        flip(directory.resolve(new SnapshotStore.Id(3, 1).name()), 30);

        try (TestServer server = TestServer.single(directory)) {
            server.log().barrier().get(60, TimeUnit.SECONDS);

            assertThat(server.machine().applied()).containsExactly("2:a", "3:b", "4:c");
        }
    }

    @Test
    void aLogThatLacksItsBeginningIsRefused() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            for (int i = 0; i < 300; i++) {
                var _ = server.log().propose(new byte[1000]);
            }
            server.propose("last");
        }
        Files.delete(directory.resolve("log-000000000001"));

        assertThatThrownBy(() -> TestServer.single(directory))
                .isInstanceOf(RaftStartException.class)
                .hasMessageStartingWith("raft directory \"" + directory + "\" lacks entries 1 to ");
    }

    @Test
    void aDirectoryThatCannotBeMadeIsRefusedInOneLine() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> TestServer.single(file))
                .isInstanceOf(RaftStartException.class)
                .hasMessage("cannot write to raft directory \"" + file + "\": a file is in its place");
    }

    @Test
    void aMachineThatCannotTakeItsSnapshotStopsTheStart() throws Exception {
        try (TestServer server = TestServer.single(directory)) {
            server.propose("a");
            server.log().snapshot().get(60, TimeUnit.SECONDS);
        }
        StateMachine broken = new StateMachine() {
            @Override
            public Object apply(long index, long term, byte[] command) {
                return index;
            }

            @Override
            public StateSnapshot snapshot() {
                throw new IllegalStateException("no snapshot");
            }

            @Override
            public void restore(InputStream state, long index, long term) throws IOException {
                throw new IOException("unknown record type 77");
            }
        };

        assertThatThrownBy(() -> Raft.start(
                        TestServer.settings("a", directory, true),
                        broken,
                        new RecordingListener(),
                        new LoopbackTransport.Network().transport(),
                        new SplittableRandom(1)))
                .isInstanceOf(RaftStartException.class)
                .hasMessageContaining("unknown record type 77");

        try (TestServer server = TestServer.single(directory)) {
            assertThat(server.machine().restores()).isEqualTo(1);
        }
    }
}
