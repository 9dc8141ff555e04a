package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Any bytes do no harm to a server's port: it goes on, with little memory, few words, and an answer for those who
/// speak
/// its language.
class HostileRpcIT {
    private static final int CONNECTIONS = 2_000;
    private static final int LINGERING = 300;
    private static final int MOST_LINES = 150;
    private static final long MOST_MORE_MEMORY = 250L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final byte CALLS = 0;
    private static final byte YAMUX = 4;
    private static final HexFormat HEX = HexFormat.of();

    /// `Status.Ping` and its answer.
    private static final byte[] PING =
            HEX.parseHex("0082a353657101ad536572766963654d6574686f64ab5374617475732e50696e6780");

    private static final String PONG = "83a54572726f72a0a353657101ad536572766963654d6574686f64ab5374617475732e50696e67";

    @TempDir
    private Path folder;

    private final Random random = new Random(Long.getLong("praetor.seed", 20261127));
    private final Garble garble = new Garble(random);

    @Test
    void survivesConnectionsOfAnyBytes() throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        try (Agent agent = Agent.launched(folder, "server", ports, List.of("-dev", "-log-level=warn"));
                Knocking rpc = new Knocking(ports.get(2))) {
            agent.awaitReady();
            long before = Knocking.resident(agent.process().pid());
            for (int i = 0; i < CONNECTIONS; i++) {
                rpc.hurl(opening());
            }
            for (int i = 0; i < LINGERING; i++) {
                rpc.linger(
                        i % 3 == 0
                                ? new byte[0]
                                : Knocking.joined(new byte[] {YAMUX}, frame(0, 1, 1, 0x7fffffff, new byte[64])));
            }
            assertThat(agent.put("/v1/kv/still", "here").text()).isEqualTo("true");
            rpc.release();

            assertThat(pinged(rpc)).isEqualTo(PONG);
            assertThat(Knocking.resident(agent.process().pid()) - before).isLessThan(MOST_MORE_MEMORY);
            assertThat(agent.process().isRunning()).isTrue();
            assertThat(agent.process().output())
                    .doesNotContain(
                            "for a reason it should not have", "A thread failed", "a multiplexed connection failed");
            assertThat(agent.process().output().lines()).hasSizeLessThan(MOST_LINES);
        }
    }

    @Test
    void refusesATakenPortBeforeOthersHearOfTheServer() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
            List<String> flags = List.of("-dev", "-server-port=" + taken.getLocalPort());
            try (Agent agent = Agent.launched(folder, "server", Ports.free(5), flags)) {
                assertThat(agent.process().finish(PATIENCE)).isEqualTo(1);
                assertThat(agent.process().output())
                        .contains("Failed to start Consul server: listen tcp 127.0.0.1:" + taken.getLocalPort())
                        .doesNotContain("member joined");
            }
        }
    }

    /// The beginning of a connection.
    private byte[] opening() {
        return switch (random.nextInt(5)) {
            case 0 -> garble.one(Garble.OPENINGS);
            case 1 -> Knocking.joined(new byte[] {CALLS}, garble.one(Garble.CALLS));
            case 2 -> Knocking.joined(new byte[] {(byte) random.nextInt(12)}, garble.one(Garble.CALLS));
            case 3 -> "GET /v1/agent/self HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
            default -> multiplexed();
        };
    }

    /// A few frames; most of them right.
    private byte[] multiplexed() {
        byte[] session = {YAMUX};
        for (int i = random.nextInt(6); i >= 0; i--) {
            byte[] data = random.nextInt(3) == 0 ? new byte[0] : garble.one(Garble.CALLS);
            int flags = random.nextInt(4) == 0 ? random.nextInt(1 << 16) : 1;
            int length = random.nextInt(4) == 0 ? random.nextInt() : data.length;
            byte[] frame = frame(random.nextInt(5), flags, 2 * i + random.nextInt(2), length, data);
            session = Knocking.joined(session, random.nextInt(8) == 0 ? data : frame);
        }
        return session;
    }

    private static byte[] frame(int type, int flags, int stream, int length, byte[] data) {
        return ByteBuffer.allocate(12 + data.length)
                .put((byte) 0)
                .put((byte) type)
                .putShort((short) flags)
                .putInt(stream)
                .putInt(length)
                .put(data)
                .array();
    }

    /// What is answered to a ping, as soon as those who lingered are gone.
    private static String pinged(Knocking rpc) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] answer = {};
        while (answer.length == 0 && System.nanoTime() < deadline) {
            try {
                answer = rpc.ask(PING, PONG.length() / 2, PATIENCE);
            } catch (SocketException full) {
                Thread.sleep(20);
            }
        }
        return HEX.formatHex(answer);
    }
}
