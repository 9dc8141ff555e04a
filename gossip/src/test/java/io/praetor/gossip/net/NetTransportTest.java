package io.praetor.gossip.net;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.gossip.Endpoint;
import io.praetor.gossip.Transport;
import io.praetor.gossip.wire.Message;
import io.praetor.model.Bytes;
import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NetTransportTest {
    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final byte[] PING = new Message.Ping(1, "b", null, "a").encodeStream();
    private static final byte[] ACK = new Message.Ack(1, Bytes.EMPTY).encodeStream();

    private final LoopThread thread = new LoopThread("gossip-test", System::nanoTime);
    private final TimersByHand timers = new TimersByHand(thread);
    private final List<AutoCloseable> open = new ArrayList<>();
    private final Heard heard = new Heard();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable resource : open.reversed()) {
            resource.close();
        }
        thread.close();
    }

    @Test
    void packetsComeFromWhereTheirSenderListens() throws Exception {
        NetTransport a = listening(new Heard());
        NetTransport b = listening(heard);

        a.send(b.local(), PING);

        Heard.Arrival arrival = heard.next();
        assertThat(arrival.bytes()).isEqualTo(PING);
        assertThat(arrival.from()).isEqualTo(a.local());
    }

    @Test
    void emptyDatagramsAreDropped() throws Exception {
        NetTransport b = listening(heard);
        try (DatagramSocket socket = new DatagramSocket(0, HERE)) {
            socket.send(new DatagramPacket(new byte[0], 0, HERE, b.local().port()));
            socket.send(new DatagramPacket(PING, PING.length, HERE, b.local().port()));
        }

        assertThat(heard.next().bytes()).isEqualTo(PING);
    }

    @Test
    void thousandsOfPacketsAreNoMatter() throws Exception {
        NetTransport a = listening(new Heard());
        NetTransport b = listening(heard);

        for (int i = 0; i < 3000; i++) {
            a.send(b.local(), PING);
            assertThat(heard.next().bytes()).isEqualTo(PING);
        }
    }

    @Test
    void aPacketThatIsTooLongIsALocalFault() throws Exception {
        NetTransport a = listening(heard);

        assertThatThrownBy(() -> a.send(a.local(), new byte[70_000])).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> a.send(new Endpoint(InetAddress.ofLiteral("::1"), 9), PING))
                .isInstanceOf(IOException.class)
                .hasMessage("[::1]:9 cannot be reached from an IPv4 socket");
    }

    @Test
    void aMessageIsAnsweredWithOne() throws Exception {
        NetTransport b = listening(heard);
        CompletableFuture<byte[]> reply = ask(listening(new Heard()), b.local(), PING);

        Heard.Arrival arrival = heard.next();
        assertThat(arrival.bytes()).isEqualTo(PING);
        answer(arrival).send(ACK);

        assertThat(reply.get(60, TimeUnit.SECONDS)).isEqualTo(ACK);
    }

    @Test
    void longMessagesTravelBothWays() throws Exception {
        byte[] message = new Message.User(Bytes.of(new byte[8 << 20])).encodeStream();
        NetTransport b = listening(heard);
        CompletableFuture<byte[]> reply = ask(listening(new Heard()), b.local(), message);

        Heard.Arrival arrival = heard.next();
        answer(arrival).send(arrival.bytes());

        assertThat(Arrays.equals(reply.get(60, TimeUnit.SECONDS), message)).isTrue();
    }

    @Test
    void whereNothingIsExpectedBackTheStreamCloses() throws Exception {
        NetTransport b = listening(heard);
        listening(new Heard()).open(b.local(), PING, LONG, null);

        assertThat(heard.next().bytes()).isEqualTo(PING);
    }

    @Test
    void noAnswerIsToldAsTheEnd() throws Exception {
        NetTransport b = listening(heard);
        CompletableFuture<byte[]> reply = ask(listening(new Heard()), b.local(), PING);

        answer(heard.next()).close();

        fails(reply, "EOF");
    }

    @Test
    void whoIsNotThereIsToldAtOnce() throws Exception {
        // takes the port, so that nobody else does, but does not listen
        try (Socket nobody = new Socket()) {
            nobody.bind(new InetSocketAddress(HERE, 0));
            int port = nobody.getLocalPort();

            CompletableFuture<byte[]> reply = ask(listening(heard), new Endpoint(HERE, port), PING);

            fails(reply, "dial tcp 127.0.0.1:" + port + ": connect: connection refused");
        }
    }

    @Test
    void whoIsSilentIsGivenUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, HERE)) {
            CompletableFuture<byte[]> reply = ask(listening(heard), new Endpoint(HERE, silent.getLocalPort()), PING);
            try (Socket accepted = silent.accept()) {
                assertThat(accepted.getInputStream().readNBytes(PING.length)).isEqualTo(PING);

                timers.run();

                fails(reply, "i/o timeout");
            }
        }
    }

    @Test
    void garbageIsHandedOverForWhoeverKnowsWhatToSay() throws Exception {
        NetTransport b = listening(heard);
        byte[] garbage = "GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(US_ASCII);
        try (Socket client = connect(b)) {
            client.getOutputStream().write(garbage);

            Heard.Arrival arrival = heard.next();
            assertThat(arrival.bytes()).isEqualTo(garbage);
            answer(arrival).send(ACK);

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(ACK);
        }
    }

    @Test
    void aMessageMayComeByteByByte() throws Exception {
        NetTransport b = listening(heard);
        try (Socket client = connect(b)) {
            client.setTcpNoDelay(true);
            for (byte one : PING) {
                client.getOutputStream().write(one);
            }

            assertThat(heard.next().bytes()).isEqualTo(PING);
        }
    }

    @Test
    void halfAMessageIsNone() throws Exception {
        NetTransport b = listening(heard);
        try (Socket client = connect(b)) {
            client.getOutputStream().write(PING, 0, PING.length / 2);
            client.shutdownOutput();

            assertThat(client.getInputStream().readAllBytes()).isEmpty();
        }
        assertThat(heard.waiting()).isZero();
    }

    @Test
    void whoDawdlesIsCutOff() throws Exception {
        NetTransport b = listening(heard);
        try (Socket client = connect(b)) {
            client.getOutputStream().write(PING, 0, 1);
            awaitTimers(1);

            timers.run();

            assertThat(isCutOff(client)).isTrue();
        }
        assertThat(heard.waiting()).isZero();
    }

    /// Whether the connection is closed: with what was sent read or, as a reset, before.
    private static boolean isCutOff(Socket client) throws IOException {
        try {
            return client.getInputStream().read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void anAnswerThatNeverComesEndsTheStream() throws Exception {
        NetTransport b = listening(heard);
        CompletableFuture<byte[]> reply = ask(listening(new Heard()), b.local(), PING);
        Heard.Arrival arrival = heard.next();

        timers.run();

        assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class);
        answer(arrival).send(ACK);
    }

    @Test
    void aReceiverThatFailsEndsTheStreamOnly() throws Exception {
        NetTransport failing = open(settings(0));
        failing.listen(new Transport.Receiver() {
            @Override
            public void packet(Endpoint from, byte[] packet) {
                throw new IllegalStateException("on purpose");
            }

            @Override
            public void stream(Endpoint from, byte[] message, Transport.Answer answer) {
                throw new IllegalStateException("on purpose");
            }
        });
        NetTransport a = listening(heard);

        a.send(failing.local(), PING);

        fails(ask(a, failing.local(), PING), "EOF");
        fails(ask(a, failing.local(), PING), "EOF");
    }

    @Test
    void noMoreThan128AreServedAtOnce() throws Exception {
        NetTransport b = listening(heard);
        List<Socket> clients = new ArrayList<>();
        for (int i = 0; i < 128; i++) {
            clients.add(connect(b));
        }
        awaitTimers(128);
        try (Socket tooMany = connect(b)) {
            assertThat(tooMany.getInputStream().read()).isEqualTo(-1);
        }

        clients.getFirst().close();
        awaitTimers(127);

        try (Socket next = connect(b)) {
            next.getOutputStream().write(PING);
            assertThat(heard.next().bytes()).isEqualTo(PING);
        }
        for (Socket client : clients) {
            client.close();
        }
    }

    @Test
    void onlyThoseAllowedAreHeard() throws Exception {
        InetAddress friend = InetAddress.ofLiteral("127.0.0.2");
        NetTransport b = open(new NetSettings(HERE, 0, HERE, LONG, friend::equals));
        b.listen(heard);
        NetTransport stranger = listening(new Heard());
        NetTransport known = open(NetSettings.of(friend, 0, friend, LONG));
        known.listen(new Heard());

        stranger.send(b.local(), ACK);
        fails(ask(stranger, b.local(), ACK), null);
        known.send(b.local(), PING);

        assertThat(heard.next().bytes()).isEqualTo(PING);
    }

    @Test
    void othersAreToldTheAddressThatIsAdvertised() throws Exception {
        InetAddress advertised = InetAddress.ofLiteral("192.0.2.7");
        InetAddress everywhere = InetAddress.ofLiteral("0.0.0.0");
        NetTransport b = open(NetSettings.of(everywhere, 0, advertised, LONG));

        assertThat(b.local().address()).isEqualTo(advertised);
        assertThat(b.local().port()).isPositive();
        assertThatThrownBy(() -> NetSettings.of(everywhere, 0, everywhere, LONG))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPortThatIsTakenIsNamed() throws Exception {
        NetTransport a = listening(heard);
        int port = a.local().port();

        assertThatThrownBy(() -> open(settings(port)))
                .isInstanceOf(IOException.class)
                .hasMessage("Failed to start TCP listener on \"127.0.0.1\" port " + port + ": Address already in use");
        try (DatagramSocket packets = whereNoStreamsAre()) {
            assertThatThrownBy(() -> open(settings(packets.getLocalPort())))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("Failed to start UDP listener on \"127.0.0.1\" port ");
        }
    }

    /// Of the ports, some are taken by connections, also by those that have just ended.
    private static DatagramSocket whereNoStreamsAre() throws IOException {
        while (true) {
            try (ServerSocket streams = new ServerSocket(0, 1, HERE)) {
                return new DatagramSocket(streams.getLocalPort(), HERE);
            } catch (BindException taken) {
                assertThat(taken).hasMessageContaining("in use");
            }
        }
    }

    @Test
    void closingEndsWhatIsUnderWayAndFreesThePort() throws Exception {
        NetTransport a = listening(new Heard());
        NetTransport b = listening(heard);
        CompletableFuture<byte[]> reply = ask(a, b.local(), PING);
        try (Socket client = connect(a)) {
            heard.next();
            awaitTimers(3);

            a.close();
            a.close();

            fails(reply, "shutdown");
            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThatThrownBy(() -> a.send(b.local(), PING)).isInstanceOf(IOException.class);
            fails(ask(a, b.local(), PING), null);
        }
        listeningAt(a.local().port());
    }

    @Test
    void itMayBeClosedOnTheLoop() throws Exception {
        NetTransport a = listening(heard);
        CompletableFuture<Void> closed = new CompletableFuture<>();
        for (int i = 0; i < 2000; i++) {
            a.send(a.local(), PING);
        }
        thread.execute(() -> {
            a.close();
            closed.complete(null);
        });

        closed.get(60, TimeUnit.SECONDS);
    }

    private NetTransport listening(Heard receiver) throws IOException {
        NetTransport transport = open(settings(0));
        transport.listen(receiver);
        return transport;
    }

    private void listeningAt(int port) throws IOException {
        open(settings(port)).listen(new Heard());
    }

    private NetTransport open(NetSettings settings) throws IOException {
        NetTransport transport = NetTransport.open(settings, timers);
        open.add(transport);
        return transport;
    }

    private static NetSettings settings(int port) {
        return NetSettings.of(HERE, port, HERE, LONG);
    }

    private static Socket connect(NetTransport to) throws IOException {
        Socket socket = new Socket();
        socket.connect(new InetSocketAddress(HERE, to.local().port()), 60_000);
        socket.setSoTimeout(60_000);
        return socket;
    }

    private static CompletableFuture<byte[]> ask(Transport from, Endpoint to, byte[] message) {
        CompletableFuture<byte[]> answer = new CompletableFuture<>();
        from.open(to, message, LONG, new Transport.Reply() {
            @Override
            public void received(byte[] reply) {
                answer.complete(reply);
            }

            @Override
            public void failed(IOException cause) {
                answer.completeExceptionally(cause);
            }
        });
        return answer;
    }

    private static Transport.Answer answer(Heard.Arrival arrival) {
        return Objects.requireNonNull(arrival.answer());
    }

    private static void fails(CompletableFuture<byte[]> reply, @Nullable String why) {
        assertThatThrownBy(() -> reply.get(60, TimeUnit.SECONDS))
                .cause()
                .isInstanceOf(IOException.class)
                .satisfies(cause -> assertThat(why == null || why.equals(cause.getMessage()))
                        .as(String.valueOf(cause.getMessage()))
                        .isTrue());
    }

    /// Each stream under way has a timer.
    private void awaitTimers(int count) {
        long deadline = System.nanoTime() + LONG.toNanos();
        while (timers.waiting() != count) {
            assertThat(System.nanoTime()).as("timers: %d", timers.waiting()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
