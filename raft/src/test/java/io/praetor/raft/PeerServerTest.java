package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;

import com.alipay.sofa.jraft.rpc.RpcRequests.AppendEntriesRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.ErrorResponse;
import com.alipay.sofa.jraft.rpc.RpcRequests.GetFileRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.PingRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteRequest;
import com.alipay.sofa.jraft.rpc.RpcRequests.RequestVoteResponse;
import com.google.protobuf.Message;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// Speaks to a server as a peer would, in bytes.
class PeerServerTest {

    private final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final LoopbackTransport peer = network.transport();
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();

    private final RaftTransport.Receiver receiver = new RaftTransport.Receiver() {
        @Override
        public void received(byte[] message) {
            answers.add(message);
        }

        @Override
        public void closed() {
            answers.add(new byte[0]);
        }
    };

    private RaftTransport.Link dial() throws Exception {
        return peer.dial(TestServer.address("a"), receiver).get(60, TimeUnit.SECONDS);
    }

    private TestServer server() throws Exception {
        TestServer server = TestServer.start(TestServer.settings("a", null, true), network);
        server.awaitLeader();
        peer.listen(TestServer.address("z"), _ -> receiver);
        return server;
    }

    private Message ask(RaftTransport.Link link, RpcKind kind, int call, Message request) throws Exception {
        link.send(kind.encode(RpcKind.REQUEST, call, request));
        byte[] answer = answers.poll(60, TimeUnit.SECONDS);
        assertThat(answer).isNotNull();
        assertThat(RpcKind.call(answer)).isEqualTo(call);
        return kind.decode(answer);
    }

    @Test
    void answersAPing() throws Exception {
        try (TestServer server = server()) {
            Message answer = ask(
                    dial(),
                    RpcKind.PING,
                    7,
                    PingRequest.newBuilder().setSendTimestamp(1).build());

            assertThat(((ErrorResponse) answer).getErrorCode()).isZero();
            assertThat(server.log().isLeader()).isTrue();
        }
    }

    @Test
    void doesNotVoteForAStranger() throws Exception {
        try (TestServer server = server()) {
            Message answer = ask(
                    dial(),
                    RpcKind.VOTE,
                    8,
                    RequestVoteRequest.newBuilder()
                            .setGroupId("x")
                            .setServerId("z:1")
                            .setPeerId("a:1")
                            .setTerm(99)
                            .setLastLogIndex(0)
                            .setLastLogTerm(0)
                            .setPreVote(true)
                            .build());

            assertThat(((RequestVoteResponse) answer).getGranted()).isFalse();
            assertThat(server.log().isLeader()).isTrue();
        }
    }

    @Test
    void refusesWhatIsMeantForAnotherServer() throws Exception {
        try (TestServer server = server()) {
            Message answer = ask(
                    dial(),
                    RpcKind.APPEND,
                    9,
                    AppendEntriesRequest.newBuilder()
                            .setGroupId("x")
                            .setServerId("z:1")
                            .setPeerId("other:1")
                            .setTerm(99)
                            .setPrevLogIndex(0)
                            .setPrevLogTerm(0)
                            .setCommittedIndex(0)
                            .build());

            assertThat(answer).isInstanceOf(ErrorResponse.class);
            assertThat(server.log().status().term()).isEqualTo(1);
        }
    }

    @Test
    void givesNoFilesButSnapshotsItOffered() throws Exception {
        try (TestServer server = server()) {
            Message answer = ask(
                    dial(),
                    RpcKind.GET_FILE,
                    10,
                    GetFileRequest.newBuilder()
                            .setReaderId(0)
                            .setFilename("../../etc/passwd")
                            .setOffset(0)
                            .setCount(100)
                            .build());

            assertThat(answer).isInstanceOf(ErrorResponse.class);
            assertThat(server.log().isLeader()).isTrue();
        }
    }

    @Test
    void garbageClosesTheLinkAndHarmsNobody() throws Exception {
        try (TestServer server = server()) {
            SplittableRandom random = new SplittableRandom(11);
            byte[] real = RpcKind.VOTE.encode(
                    RpcKind.REQUEST,
                    1,
                    RequestVoteRequest.newBuilder()
                            .setGroupId("x")
                            .setServerId("z:1")
                            .setPeerId("nobody:1")
                            .setTerm(1)
                            .setLastLogIndex(0)
                            .setLastLogTerm(0)
                            .setPreVote(true)
                            .build());
            for (int i = 0; i < 2000; i++) {
                RaftTransport.Link link = dial();
                byte[] message = real.clone();
                if (random.nextBoolean()) {
                    message = Arrays.copyOf(message, random.nextInt(message.length + 20));
                }
                for (int flips = random.nextInt(4); flips > 0 && message.length > 0; flips--) {
                    message[random.nextInt(message.length)] = (byte) random.nextInt();
                }
                link.send(message);
                byte[] answer = answers.poll(60, TimeUnit.SECONDS);
                assertThat(answer)
                        .as("message %d is answered or the link closed", i)
                        .isNotNull();
                link.close();
                answers.clear();
            }

            assertThat(server.propose("still here")).isEqualTo("2:still here");
            assertThat(server.listener().events()).containsExactly("gained 1");
        }
    }
}
