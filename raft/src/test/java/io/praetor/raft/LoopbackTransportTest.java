package io.praetor.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LoopbackTransportTest {

    private static final class Inbox implements RaftTransport.Receiver {

        private final BlockingQueue<Integer> messages = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void received(byte[] message) {
            messages.add((message[0] & 0xff) << 8 | (message[1] & 0xff));
        }

        @Override
        public void closed() {
            closed.countDown();
        }
    }

    private final LoopbackTransport.Network network = new LoopbackTransport.Network();
    private final LoopbackTransport a = network.transport();
    private final LoopbackTransport b = network.transport();
    private final Inbox atA = new Inbox();
    private final Inbox atB = new Inbox();

    private RaftTransport.Link connect() throws Exception {
        a.listen(TestServer.address("a"), _ -> atA);
        b.listen(TestServer.address("b"), _ -> atB);
        return a.dial(TestServer.address("b"), atA).get(60, TimeUnit.SECONDS);
    }

    @Test
    void messagesArriveInOrder() throws Exception {
        RaftTransport.Link link = connect();
        List<Integer> received = new ArrayList<>();

        for (int i = 0; i < 5000; i++) {
            link.send(new byte[] {(byte) (i >> 8), (byte) i});
        }
        for (int i = 0; i < 5000; i++) {
            received.add(atB.messages.poll(60, TimeUnit.SECONDS));
        }

        assertThat(received).isSorted().hasSize(5000);
        assertThat(a.addressOf("b")).isEqualTo(TestServer.address("b").address());
    }

    @Test
    void aLinkThatIsCutTellsBothEndsAndCannotBeOpenedAgainUntilHealed() throws Exception {
        RaftTransport.Link link = connect();

        network.cutOff("b");

        assertThat(atA.closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(atB.closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isOpen()).isFalse();
        assertThatThrownBy(() -> a.dial(TestServer.address("b"), atA).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(NoRouteToHostException.class);
        network.heal("b");
        assertThat(a.dial(TestServer.address("b"), new Inbox())
                        .get(60, TimeUnit.SECONDS)
                        .isOpen())
                .isTrue();
    }

    @Test
    void nobodyIsReachedAfterItClosed() throws Exception {
        RaftTransport.Link link = connect();

        b.close();

        assertThat(atA.closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isOpen()).isFalse();
        assertThatThrownBy(() -> a.dial(TestServer.address("b"), atA).get(60, TimeUnit.SECONDS))
                .hasCauseInstanceOf(ConnectException.class);
        assertThat(a.addressOf("b")).isNull();
    }
}
