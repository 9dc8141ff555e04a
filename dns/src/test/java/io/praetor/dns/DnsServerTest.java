package io.praetor.dns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.praetor.server.Cancellable;
import io.praetor.server.assembly.Seams;
import io.praetor.server.query.Queries;
import io.praetor.server.query.Query;
import io.praetor.server.query.ReadCallback;
import io.praetor.server.query.ReadOptions;
import io.praetor.server.query.Standing;
import io.praetor.server.query.Standings;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Message;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Type;

/// The sockets. The catalog is one that never answers, so questions about it wait; addresses in names need none.
class DnsServerTest {
    private static final InetSocketAddress ANY_PORT = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0);

    private final DnsServer server;
    private final InetSocketAddress address;

    DnsServerTest() throws IOException {
        server = startAnywhere();
        address = server.addresses().getFirst();
    }

    @AfterEach
    void close() {
        server.close();
    }

    /// The system finds a port that is free for UDP; for TCP it may be taken.
    private static DnsServer startAnywhere() throws IOException {
        return startAnywhere(ANY_PORT);
    }

    private static DnsServer startAnywhere(InetSocketAddress address) throws IOException {
        for (int attempts = 0; ; attempts++) {
            try {
                return start(address);
            } catch (IOException taken) {
                if (attempts == 20) {
                    throw taken;
                }
            }
        }
    }

    private static DnsServer start(InetSocketAddress address) throws IOException {
        Silent silent = new Silent();
        return DnsServer.start(
                List.of(address),
                DnsFixture.settings(),
                new DnsBackend(silent, silent, PreparedLookups.NONE, () -> ""),
                new Seams(() -> DnsFixture.NOW, () -> 0, new SplittableRandom(1)));
    }

    private static final class Silent implements Standings, Queries {
        @Override
        public <T extends @Nullable Object> @Nullable Standing<T> stand(Query<T> query, ReadOptions options) {
            return null;
        }

        @Override
        public <T extends @Nullable Object> Cancellable read(
                Query<T> query, ReadOptions options, ReadCallback<T> done) {
            return Cancellable.NONE;
        }
    }

    @Test
    void answersOverUdpAlsoWhileOtherQuestionsWait() throws IOException {
        try (DatagramSocket client = new DatagramSocket()) {
            client.connect(address);
            send(client, DnsFixture.query("web.service.consul", Type.A).toWire());
            send(client, new byte[0]);
            send(client, new byte[] {1});
            Message query = DnsFixture.query("0a000001.addr.consul", Type.A);

            send(client, query.toWire());

            DatagramPacket packet = new DatagramPacket(new byte[512], 512);
            client.receive(packet);
            Message answer = new Message(java.util.Arrays.copyOf(packet.getData(), packet.getLength()));
            assertThat(answer.getHeader().getID()).isEqualTo(query.getHeader().getID());
            assertThat(DnsFixture.answers(answer)).hasSize(1);
        }
    }

    private static void send(DatagramSocket client, byte[] bytes) throws IOException {
        client.send(new DatagramPacket(bytes, bytes.length));
    }

    @Test
    void answersManyRequestsOfOneConnectionInTheirOrder() throws IOException {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            DataOutputStream out = new DataOutputStream(client.getOutputStream());
            List<Integer> ids = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                Message query = DnsFixture.query("%08x.addr.consul".formatted(i), Type.A);
                ids.add(query.getHeader().getID());
                byte[] wire = query.toWire();
                out.writeShort(wire.length);
                out.write(wire);
            }
            out.flush();

            DataInputStream in = new DataInputStream(client.getInputStream());
            for (int id : ids) {
                byte[] answer = new byte[in.readUnsignedShort()];
                in.readFully(answer);
                assertThat(new Message(answer).getHeader().getID()).isEqualTo(id);
            }
        }
    }

    @Test
    void hangsUpOnWhatIsNoDns() throws IOException {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            byte[] other = "GET / HTTP/1.1\r\n\r\n".repeat(2000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            try {
                client.getOutputStream().write(other);
            } catch (SocketException closed) {
                // it need not hear all of it
            }

            assertThat(readOrEnd(client)).isLessThanOrEqualTo(0);
        }
    }

    private static int readOrEnd(Socket client) {
        try {
            return client.getInputStream().read();
        } catch (IOException reset) {
            return -1;
        }
    }

    @Test
    void limitsConnectionsOfOneClient() throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            for (int i = 0; i < TcpListener.MOST_PER_CLIENT; i++) {
                Socket socket = new Socket(address.getAddress(), address.getPort());
                sockets.add(socket);
                assertThat(ask(socket)).isEqualTo(Rcode.NOERROR);
            }
            try (Socket surplus = new Socket(address.getAddress(), address.getPort())) {
                assertThat(readOrEnd(surplus)).isEqualTo(-1);
            }
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static int ask(Socket socket) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        byte[] wire = DnsFixture.query("0a000001.addr.consul", Type.A).toWire();
        out.writeShort(wire.length);
        out.write(wire);
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] answer = new byte[in.readUnsignedShort()];
        in.readFully(answer);
        return new Message(answer).getRcode();
    }

    @Test
    void saysWhichPortIsTaken() {
        assertThatThrownBy(() -> start(address))
                .isInstanceOf(IOException.class)
                .hasMessage("listen udp 127.0.0.1:" + address.getPort() + ": Address already in use");
        assertThatThrownBy(() -> DnsServer.probe(List.of(address))).hasMessageStartingWith("listen udp 127.0.0.1:");
    }

    @Test
    void answersFromTheAddressThatWasAsked() throws IOException {
        InetSocketAddress everywhere = new InetSocketAddress(InetAddress.ofLiteral("0.0.0.0"), 0);
        try (DnsServer open = startAnywhere(everywhere)) {
            int port = open.addresses().getFirst().getPort();
            List<InetAddress> own = NetworkInterface.networkInterfaces()
                    .flatMap(NetworkInterface::inetAddresses)
                    .filter(Inet4Address.class::isInstance)
                    .limit(5)
                    .toList();
            for (InetAddress asked : own) {
                // the shortest way back is from another address
                try (DatagramSocket client = new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"))) {
                    client.connect(new InetSocketAddress(asked, port));
                    send(
                            client,
                            DnsFixture.query("0a000001.addr.consul", Type.A).toWire());

                    client.receive(new DatagramPacket(new byte[512], 512));
                }
            }
            assertThatThrownBy(() -> start(open.addresses().getFirst())).hasMessageStartingWith("listen udp");
            assertThatThrownBy(() -> start(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), port)))
                    .as("nobody else gets a share")
                    .hasMessageStartingWith("listen udp");
        }
    }

    @Test
    void closesConnectionsAndMayBeClosedTwice() throws IOException {
        try (Socket client = new Socket(address.getAddress(), address.getPort())) {
            assertThat(ask(client)).isEqualTo(Rcode.NOERROR);

            server.close();
            server.close();

            assertThat(readOrEnd(client)).isEqualTo(-1);
        }
    }
}
