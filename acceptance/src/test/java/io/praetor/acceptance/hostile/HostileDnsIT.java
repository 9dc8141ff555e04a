package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packets of any bytes do no harm to an agent's DNS, and a taken port is one line.
class HostileDnsIT {
    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final int PACKETS = 20_000;
    private static final byte[] QUESTION = HexFormat.of()
            .parseHex("123401000001000000000001026e31046e6f646506636f6e73756c0000010001" + "0000291000000000" + "00000b"
                    + "00080007000118" + "00" + "c00002");

    private static final Duration AGAIN = Duration.ofSeconds(2);
    private static final int QUESTIONS = 45;

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("praetor.seed", 20261121));

    @Test
    void survivesPacketsOfAnyBytes() throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        try (Agent agent = Agent.launched(folder, "n1", ports, List.of("-dev", "-log-level=warn"))) {
            agent.awaitReady();
            InetSocketAddress dns = new InetSocketAddress(LOOPBACK, ports.get(1));
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(dns);
                for (int i = 0; i < PACKETS; i++) {
                    byte[] packet = packet();
                    socket.send(new DatagramPacket(packet, packet.length));
                }
            }
            for (int i = 0; i < 200; i++) {
                hurl(dns);
            }

            assertThat(asked(dns)).as("answered, with authority").isEqualTo(0x8500);
            assertThat(overTcp(dns)).isEqualTo(0x8500);
            assertThat(agent.process().isRunning()).isTrue();
            assertThat(agent.process().output()).doesNotContain("could not be answered", "A thread failed");
        }
    }

    private byte[] packet() {
        if (random.nextInt(3) == 0) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] packet = Arrays.copyOf(QUESTION, random.nextInt(QUESTION.length + 8));
        for (int flips = random.nextInt(4); flips > 0 && packet.length > 0; flips--) {
            packet[random.nextInt(packet.length)] = (byte) random.nextInt();
        }
        return packet;
    }

    /// A connection with a few packets and lies about their length.
    private void hurl(InetSocketAddress dns) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(dns);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            for (int i = 0; i < 5; i++) {
                byte[] packet = packet();
                out.writeShort(random.nextInt(4) == 0 ? random.nextInt(1 << 16) : packet.length);
                out.write(packet);
            }
            out.flush();
        } catch (SocketException closed) {
            // what is no DNS is not listened to for long
        }
    }

    /// The flags of the answer to a good question, without RD. Packets are lost while the flood is not yet read, so it
    /// is
    /// asked again as every client of DNS does.
    private static int asked(InetSocketAddress dns) throws IOException {
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(dns);
            socket.setSoTimeout((int) AGAIN.toMillis());
            DatagramPacket answer = new DatagramPacket(new byte[4096], 4096);
            for (int i = 0; i < QUESTIONS; i++) {
                socket.send(new DatagramPacket(QUESTION, QUESTION.length));
                try {
                    socket.receive(answer);
                    return flags(answer.getData());
                } catch (SocketTimeoutException lost) {
                    // the next one
                }
            }
            throw new IOException("%d questions and no answer".formatted(QUESTIONS));
        }
    }

    private static int overTcp(InetSocketAddress dns) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(dns);
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.writeShort(QUESTION.length);
            out.write(QUESTION);
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return flags(answer);
        }
    }

    private static int flags(byte[] answer) {
        return (answer[2] & 0xff) << 8 | (answer[3] & 0xff);
    }

    @Test
    void refusesATakenPortInOneLine() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, LOOPBACK)) {
            List<Integer> ports = Ports.free(5);
            List<String> flags = List.of("-dev", "-log-level=warn", "-dns-port=" + taken.getLocalPort());
            try (Agent agent = Agent.launched(folder, "n1", ports, flags)) {
                assertThat(agent.process().finish(Duration.ofMinutes(3))).isEqualTo(1);
                assertThat(agent.process().err())
                        .contains("Failed to start DNS server: listen tcp 127.0.0.1:" + taken.getLocalPort());
            }
        }
    }
}
