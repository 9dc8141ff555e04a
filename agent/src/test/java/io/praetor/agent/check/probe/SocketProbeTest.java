package io.praetor.agent.check.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// TCP and UDP checks against real sockets.
class SocketProbeTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final Looking looking = new Looking();

    @AfterEach
    void close() {
        looking.close();
    }

    @Test
    void aPortThatListensIsPassing() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            String target = "127.0.0.1:" + server.getLocalPort();

            assertThat(looking.at("{'TCP':'" + target + "','Interval':'1s'}"))
                    .isEqualTo(new Finding("passing", "TCP connect " + target + ": Success", false));
        }
    }

    @Test
    void aClosedPortIsCritical() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, LOOPBACK)) {
            port = server.getLocalPort();
        }

        assertThat(looking.at("{'TCP':'127.0.0.1:" + port + "','Interval':'1s'}"))
                .isEqualTo(
                        new Finding("critical", "dial tcp 127.0.0.1:" + port + ": connect: connection refused", false));
    }

    @Test
    void oneThatNeverAnswersIsCriticalWhenTimeIsOver() throws Exception {
        // a full backlog swallows further connections
        try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK);
                var first = new java.net.Socket(LOOPBACK, server.getLocalPort());
                var second = new java.net.Socket(LOOPBACK, server.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            String target = "127.0.0.1:" + server.getLocalPort();
            Looking.Look look = looking.begin("{'TCP':'" + target + "','Interval':'1s'}");

            look.attempt().expire();

            assertThat(look.await()).isEqualTo(new Finding("critical", "dial tcp " + target + ": i/o timeout", false));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, dial tcp: address localhost: missing port in address",
        "a:b:1, dial tcp: address a:b:1: too many colons in address",
        "127.0.0.1:x, dial tcp: address x: invalid port",
        "praetor.invalid:1, dial tcp: lookup praetor.invalid: no such host",
        "1.2.3.4.5:1, dial tcp: lookup 1.2.3.4.5: no such host",
    })
    void saysWhatIsWrongWithATarget(String target, String problem) throws Exception {
        assertThat(looking.at("{'TCP':'" + target + "','Interval':'1s'}"))
                .isEqualTo(new Finding("critical", problem, false));
    }

    @Test
    void aReplyToADatagramIsPassing() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            String target = "127.0.0.1:" + server.getLocalPort();
            Looking.Look look = looking.begin("{'UDP':'" + target + "','Interval':'1s'}");
            DatagramPacket asked = new DatagramPacket(new byte[10], 10);
            server.receive(asked);

            server.send(new DatagramPacket(new byte[] {1}, 1, asked.getSocketAddress()));

            assertThat(look.await()).isEqualTo(new Finding("passing", "UDP connect " + target + ": Success", false));
        }
    }

    @Test
    void silenceIsPassing() throws Exception {
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            String target = "127.0.0.1:" + server.getLocalPort();
            Looking.Look look = looking.begin("{'UDP':'" + target + "','Interval':'1s'}");
            server.receive(new DatagramPacket(new byte[10], 10));

            look.attempt().expire();

            assertThat(look.await().status()).isEqualTo("passing");
        }
    }

    @Test
    void aClosedPortIsCriticalOverUdpToo() throws Exception {
        int port;
        try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0))) {
            port = server.getLocalPort();
        }

        assertThat(looking.at("{'UDP':'127.0.0.1:" + port + "','Interval':'1s'}"))
                .isEqualTo(new Finding("critical", "udp 127.0.0.1:" + port + ": read: connection refused", false));
    }
}
