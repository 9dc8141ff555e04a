package io.praetor.raft;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One server under test, with everything it tells.
final class TestServer implements AutoCloseable {

    /// So long that a machine that stands still for a moment is not taken for a leader's silence. New clusters, and
    /// those whose leader ends or hands over, do not wait for it.
    static final Duration ELECTION = Duration.ofSeconds(5);

    private final RecordingMachine machine = new RecordingMachine();
    private final RecordingListener listener = new RecordingListener();
    private final LoopbackTransport transport;
    private final ReplicatedLog log;

    private TestServer(RaftSettings settings, LoopbackTransport.Network network) throws RaftStartException {
        transport = network.transport();
        log = Raft.start(settings, machine, listener, transport, new SplittableRandom(1));
    }

    private TestServer(RaftSettings settings, LoopbackTransport.Network network, RaftFiles files)
            throws RaftStartException {
        transport = network.transport();
        OpenedLog opened = OpenedLog.open(
                settings,
                ahead -> RaftStorage.open(
                        files,
                        "/disk",
                        null,
                        settings.segmentBytes(),
                        LogFixture.CHUNK_BYTES,
                        new SplittableRandom(1),
                        ahead));
        log = opened.start(machine, listener, transport);
    }

    /// On files of the test.
    static TestServer start(RaftSettings settings, LoopbackTransport.Network network, RaftFiles files)
            throws RaftStartException {
        return new TestServer(settings, network, files);
    }

    /// The only server, on files of the test.
    static TestServer singleOn(RaftFiles files) throws RaftStartException {
        return singleOn(files, ELECTION);
    }

    /// The only server, on files of the test.
    static TestServer singleOn(RaftFiles files, Duration electionTimeout) throws RaftStartException {
        TestServer server = start(settings("a", null, true, electionTimeout), new LoopbackTransport.Network(), files);
        server.awaitLeader();
        return server;
    }

    static PeerAddress address(String id) {
        return new PeerAddress(id, "127.0.0.1:" + (8300 + id.hashCode() % 100));
    }

    static RaftSettings settings(String id, @Nullable Path directory, boolean bootstrap) {
        return settings(id, directory, bootstrap, ELECTION);
    }

    static RaftSettings settings(String id, @Nullable Path directory, Duration electionTimeout) {
        return settings(id, directory, false, electionTimeout);
    }

    private static RaftSettings settings(
            String id, @Nullable Path directory, boolean bootstrap, Duration electionTimeout) {
        return new RaftSettings(
                address(id),
                directory,
                bootstrap,
                electionTimeout,
                1000,
                1 << 20,
                Duration.ofSeconds(1),
                0,
                RaftSettings.MIN_SEGMENT_BYTES);
    }

    static TestServer start(RaftSettings settings, LoopbackTransport.Network network) throws RaftStartException {
        return new TestServer(settings, network);
    }

    static TestServer single(@Nullable Path directory) throws RaftStartException {
        TestServer server = start(settings("a", directory, true), new LoopbackTransport.Network());
        server.awaitLeader();
        return server;
    }

    ReplicatedLog log() {
        return log;
    }

    RecordingMachine machine() {
        return machine;
    }

    RecordingListener listener() {
        return listener;
    }

    void awaitLeader() {
        Eventually.await("leadership", log::isLeader);
    }

    Object propose(String command) throws Exception {
        Object answer = log.propose(bytes(command)).get(60, TimeUnit.SECONDS);
        return answer == null ? "null" : answer;
    }

    static byte[] bytes(String command) {
        return command.getBytes(StandardCharsets.UTF_8);
    }

    /// Goes from the network as a process that is killed: its links close, and nobody listens any more.
    void vanish() {
        transport.close();
    }

    @Override
    public void close() {
        log.close();
    }
}
