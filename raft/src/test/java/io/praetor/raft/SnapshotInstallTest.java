package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.entity.RaftOutter.SnapshotMeta;
import com.alipay.sofa.jraft.error.RaftError;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.InstallSnapshotResponse;
import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// A server that is sent a snapshot by a leader that the test plays: what it asks for, and when it gets it.
class SnapshotInstallTest {

    /// How long a leader lets pass before it begins again.
    private static final long PAUSE_MILLIS = 20;

    private static final ErrorResponse NO_PIECE = ErrorResponse.newBuilder()
            .setErrorCode(RaftError.ENOENT.getNumber())
            .setErrorMsg("no such piece")
            .build();

    private final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final LoopbackTransport leader = network.transport();
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();

    /// A piece of a snapshot that the server wants.
    private record Asked(RaftTransport.Link link, int call, GetFileRequest piece) {
        void answer(Message body) {
            link.send(RpcKind.GET_FILE.encodeAnswer(call, body));
        }
    }

    private TestServer server() throws Exception {
        TestServer server = TestServer.start(TestServer.settings("a", null, false), network);
        leader.listen(TestServer.address("z"), this::receiver);
        return server;
    }

    /// Takes what the server sends on its own link.
    private RaftTransport.Receiver receiver(RaftTransport.@Nullable Link incoming) {
        return new RaftTransport.Receiver() {
            @Override
            public void received(byte[] message) {
                if (incoming == null) {
                    answers.add(message);
                } else if (RpcKind.ofMessage(message) == RpcKind.GET_FILE) {
                    try {
                        asked.add(new Asked(
                                incoming, RpcKind.call(message), (GetFileRequest) RpcKind.GET_FILE.decode(message)));
                    } catch (InvalidProtocolBufferException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }

            @Override
            public void closed() {}
        };
    }

    private RaftTransport.Link dial() throws Exception {
        return leader.dial(TestServer.address("a"), receiver(null)).get(60, TimeUnit.SECONDS);
    }

    private static SnapshotMeta meta(long index) {
        return SnapshotMeta.newBuilder()
                .setLastIncludedIndex(index)
                .setLastIncludedTerm(1)
                .addPeers("a:1")
                .addPeers("z:1")
                .build();
    }

    /// Offers a snapshot.
    private static void offer(RaftTransport.Link link, int call, long index) {
        link.send(RpcKind.INSTALL.encode(
                RpcKind.REQUEST,
                call,
                InstallSnapshotRequest.newBuilder()
                        .setGroupId("x")
                        .setServerId("z:1")
                        .setPeerId("a:1")
                        .setTerm(5)
                        .setMeta(meta(index))
                        .setUri("remote://z/" + index + "-1-" + call)
                        .build()));
    }

    /// Whether the server says that it has the snapshot of a call; any other answer is no.
    private boolean isInstalled(int call) throws Exception {
        while (true) {
            byte[] answer = Objects.requireNonNull(answers.poll(60, TimeUnit.SECONDS), "no answer to call " + call);
            if (RpcKind.call(answer) == call) {
                return RpcKind.INSTALL.decode(answer) instanceof InstallSnapshotResponse response
                        && response.getSuccess();
            }
        }
    }

    private Asked piece() throws InterruptedException {
        return Objects.requireNonNull(asked.poll(60, TimeUnit.SECONDS), "no piece was asked for");
    }

    /// A snapshot of one command, in one piece.
    private static GetFileResponse snapshot(long index) throws Exception {
        return part(snapshot(index, "x"), 0, Integer.MAX_VALUE);
    }

    /// The bytes of a snapshot of these commands.
    private static byte[] snapshot(long index, String... commands) throws Exception {
        RecordingMachine machine = new RecordingMachine();
        for (String command : commands) {
            machine.apply(index, 1, TestServer.bytes(command));
        }
        SnapshotStore store = new SnapshotStore(new MemoryFiles());
        store.write(meta(index), machine.snapshot()::writeTo);
        try (SnapshotFile file = store.open(SnapshotStore.Id.of(meta(index)))) {
            return file.read(0, (int) file.size());
        }
    }

    private static GetFileResponse part(byte[] bytes, long at, long most) {
        int length = (int) Math.min(most, bytes.length - at);
        return GetFileResponse.newBuilder()
                .setEof(at + length == bytes.length)
                .setData(ByteString.copyFrom(bytes, (int) at, length))
                .setReadSize(length)
                .build();
    }

    /// Offers a snapshot again and again, as a leader does, until the server has it; pieces of it are given, of others
    /// refused.
    private void offerUntilTaken(RaftTransport.Link link, TestServer server, long index) throws Exception {
        String name = index + "-1-";
        for (int call = 100; server.machine().restores() == 0; call++) {
            assertThat(call).as("offers").isLessThan(3000);
            offer(link, call, index);
            Asked piece = asked.poll(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
            if (piece != null) {
                boolean offered = piece.piece.getFilename().startsWith(name);
                piece.answer(offered ? snapshot(index) : NO_PIECE);
            }
        }
        assertThat(server.machine().applied()).containsExactly(index + ":x");
    }

    @Test
    void takesASnapshotThatIsOffered() throws Exception {
        try (TestServer server = server()) {
            offer(dial(), 1, 10);
            piece().answer(snapshot(10));

            assertThat(isInstalled(1)).isTrue();
            assertThat(server.machine().applied()).containsExactly("10:x");
        }
    }

    /// The first ones are lost with the link.
    @Test
    void asksForAPieceAgainThatDidNotCome() throws Exception {
        String[] commands = new String[50];
        Arrays.fill(commands, "y".repeat(60_000));
        byte[] bytes = snapshot(10, commands);
        try (TestServer server = server()) {
            offer(dial(), 1, 10);
            Asked piece = piece();
            for (int i = 0; i < 3; i++) {
                Asked lost = piece;
                lost.link.close();
                piece = piece();
                assertThat(piece.piece.getOffset()).isEqualTo(lost.piece.getOffset());
                assertThat(piece.piece.getCount()).isLessThan(lost.piece.getCount());
            }
            for (long at = 0; at < bytes.length; at += piece.piece.getCount()) {
                piece = at == 0 ? piece : piece();
                assertThat(piece.piece.getOffset()).isEqualTo(at);
                piece.answer(part(bytes, at, piece.piece.getCount()));
            }

            assertThat(isInstalled(1)).isTrue();
            assertThat(server.machine().applied()).hasSize(50);
        }
    }

    @Test
    void isOfferedItAgainWhenAPieceIsRefused() throws Exception {
        try (TestServer server = server()) {
            RaftTransport.Link link = dial();
            offer(link, 1, 10);
            piece().answer(NO_PIECE);

            assertThat(isInstalled(1)).isFalse();
            offerUntilTaken(link, server, 10);
        }
    }

    /// Its link broke, so the leader begins again, while the server is still at the copy that was begun before.
    @Test
    void aLeaderThatBeginsAgainWithTheSameSnapshotIsHeard() throws Exception {
        try (TestServer server = server()) {
            RaftTransport.Link first = dial();
            offer(first, 1, 10);
            Asked piece = piece();
            first.close();
            RaftTransport.Link second = dial();
            offer(second, 2, 10);
            offer(second, 3, 10);
            piece.answer(NO_PIECE);

            offerUntilTaken(second, server, 10);
        }
    }

    /// Meanwhile it took another snapshot, and dropped the log behind the first.
    @Test
    void aLeaderThatBeginsAgainWithANewerSnapshotIsHeard() throws Exception {
        try (TestServer server = server()) {
            RaftTransport.Link first = dial();
            offer(first, 1, 10);
            Asked piece = piece();
            first.close();
            RaftTransport.Link second = dial();
            offer(second, 2, 20);
            assertThat(isInstalled(2)).isFalse();
            piece.answer(NO_PIECE);

            offerUntilTaken(second, server, 20);
        }
    }

    @Test
    void takesOneSnapshotAtATime() throws Exception {
        try (TestServer server = server()) {
            RaftTransport.Link first = dial();
            offer(first, 1, 10);
            Asked piece = piece();
            first.close();
            RaftTransport.Link second = dial();
            offer(second, 2, 10);
            assertThat(isInstalled(2)).isFalse();
            piece.answer(snapshot(10));

            Eventually.await("the snapshot to be taken", () -> server.machine().restores() == 1);
            boolean said = false;
            for (int call = 3; !said; call++) {
                offer(second, call, 10);
                said = isInstalled(call);
            }
            assertThat(asked).isEmpty();
            assertThat(server.machine().applied()).containsExactly("10:x");
        }
    }
}
