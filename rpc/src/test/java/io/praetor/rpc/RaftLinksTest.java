package io.praetor.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.model.telemetry.Telemetry;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaftLinksTest {
    private final NetworkLoops loops = new NetworkLoops(2);
    private final RaftLinks links = new RaftLinks(loops, Duration.ofSeconds(10), RpcTls.none(), "dc1");
    private final BlockingQueue<MessageLinks.Link> accepted = new LinkedBlockingQueue<>();
    private final Inbox server = new Inbox();
    private ServerPort port;

    /// Keeps what arrives.
    private static final class Inbox implements MessageLinks.Receiver {
        final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
        final CountDownLatch closed = new CountDownLatch(1);

        @Override
        public void received(byte[] message) {
            messages.add(message);
        }

        @Override
        public void closed() {
            closed.countDown();
        }

        byte[] next() throws InterruptedException {
            return messages.poll(60, TimeUnit.SECONDS);
        }
    }

    @BeforeEach
    void open() throws IOException {
        links.accept(link -> {
            accepted.add(link);
            return server;
        });
        port = ServerPort.open(
                loops,
                ServerPortSettings.of(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))),
                new ServerPort.Services(new EchoHandler(), null, links, RpcTls.none()),
                Telemetry.NONE);
    }

    @AfterEach
    void close() {
        port.close();
        loops.close();
    }

    private InetSocketAddress address() {
        return port.addresses().getFirst();
    }

    @Test
    void carriesMessagesWholeAndInOrderBothWays() throws Exception {
        Inbox client = new Inbox();
        MessageLinks.Link link = links.dial(address(), client).get();
        for (int i = 0; i < 200; i++) {
            link.send(new byte[i * i]);
        }
        for (int i = 0; i < 200; i++) {
            assertThat(server.next()).hasSize(i * i);
        }

        accepted.take().send(new byte[] {1, 2, 3});
        assertThat(client.next()).containsExactly(1, 2, 3);
    }

    @Test
    void carriesTheLongestMessageOfRaft() throws Exception {
        byte[] message = new byte[9 << 20];
        message[message.length - 1] = 1;
        MessageLinks.Link link = links.dial(address(), new Inbox()).get();
        link.send(message);
        link.send(message);

        assertThat(server.next()).isEqualTo(message);
        assertThat(server.next()).isEqualTo(message);
    }

    @Test
    void tellsBothEndsThatALinkIsClosed() throws Exception {
        Inbox client = new Inbox();
        MessageLinks.Link link = links.dial(address(), client).get();
        MessageLinks.Link other = accepted.take();

        link.close();

        assertThat(client.closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(server.closed.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(link.isOpen()).isFalse();
        assertThat(other.isOpen()).isFalse();
    }

    @Test
    void closesALinkWhenTooMuchWaits() throws Exception {
        CompletableFuture<MessageLinks.Link> dialled;
        try (ServerSocket mute = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            dialled = links.dial((InetSocketAddress) mute.getLocalSocketAddress(), new Inbox());
            try (Socket peer = mute.accept()) {
                peer.getOutputStream().write("PRAETOR".getBytes(StandardCharsets.US_ASCII));
                peer.getOutputStream().write(1);
                MessageLinks.Link link = dialled.get();
                byte[] message = new byte[8 << 20];
                for (int i = 0; i < 20 && link.isOpen(); i++) {
                    link.send(message);
                }
                assertThat(link.isOpen()).isFalse();
            }
        }
    }

    @Test
    void closesAnotherImplementationsRaft() throws Exception {
        try (Socket socket = new Socket(address().getAddress(), address().getPort())) {
            socket.getOutputStream().write(HexFormat.of().parseHex("010087a7456e747269657390"));

            assertEndsAfterOurPreface(socket.getInputStream());
        }
        assertThat(accepted).isEmpty();
    }

    private static void assertEndsAfterOurPreface(InputStream in) throws IOException {
        assertThat(in.readAllBytes()).isEqualTo(HexFormat.of().parseHex("50524145544f5201"));
    }

    @Test
    void doesNotTakeAnotherServerForOurs() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CompletableFuture<MessageLinks.Link> dialled =
                    links.dial((InetSocketAddress) other.getLocalSocketAddress(), new Inbox());
            other.accept().close();

            assertThatThrownBy(dialled::get)
                    .hasCauseInstanceOf(IOException.class)
                    .hasMessageContaining("dial tcp");
        }
    }

    @Test
    void refusesAMessageThatIsTooLong() throws Exception {
        MessageLinks.Link link = links.dial(address(), new Inbox()).get();

        assertThatThrownBy(() -> link.send(new byte[RaftLinks.MAX_MESSAGE_BYTES + 1]))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(link.isOpen()).isTrue();
    }
}
