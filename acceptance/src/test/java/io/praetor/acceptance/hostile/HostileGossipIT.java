package io.praetor.acceptance.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.praetor.acceptance.program.Agent;
import io.praetor.acceptance.program.Ports;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Packets and streams of any bytes do no harm to an agent's gossip: it goes on, with little memory, few words, and an
/// answer for those who speak its language.
class HostileGossipIT {
    private static final int PACKETS = 30_000;
    private static final int STREAMS = 1_000;
    private static final int LINGERING = 300;
    private static final int MOST_LINES = 100;
    private static final long MOST_MORE_MEMORY = 200L << 20;
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final byte ACK = 2;

    /// `ping{Node: "server", SeqNo: 7}` on a stream.
    private static final byte[] PING = HexFormat.of().parseHex("0082a44e6f6465a6736572766572a55365714e6f07");

    /// Asks for the longest message there may be, and sends none of it.
    private static final byte[] LONG_SECRET = HexFormat.of().parseHex("0a7fffffff01020304");

    /// A map whose text is said to have 2 GiB.
    private static final byte[] LONG_TEXT = HexFormat.of().parseHex("0682a44e6f6465db7fffffff6162");

    @TempDir
    private Path folder;

    private final Garble garble = new Garble(new Random(Long.getLong("praetor.seed", 20261127)));

    @Test
    void survivesPacketsAndStreamsOfAnyBytes() throws IOException, InterruptedException {
        endure(List.of());
    }

    @Test
    void survivesThemWithAKey() throws IOException, InterruptedException {
        endure(List.of("-encrypt=AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8="));
    }

    private void endure(List<String> more) throws IOException, InterruptedException {
        List<Integer> ports = Ports.free(5);
        List<String> flags = new ArrayList<>(List.of("-dev", "-log-level=warn"));
        flags.addAll(more);
        try (Agent agent = Agent.launched(folder, "server", ports, flags);
                Knocking gossip = new Knocking(ports.get(3))) {
            agent.awaitReady();
            long before = Knocking.resident(agent.process().pid());
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.connect(gossip.port());
                for (int i = 0; i < PACKETS; i++) {
                    byte[] packet = garble.one(Garble.PACKETS);
                    socket.send(new DatagramPacket(packet, packet.length));
                }
            }
            for (int i = 0; i < STREAMS; i++) {
                gossip.hurl(garble.one(Garble.STREAMS));
            }
            for (int i = 0; i < LINGERING; i++) {
                gossip.linger(i % 2 == 0 ? LONG_SECRET : LONG_TEXT);
            }
            assertThat(agent.put("/v1/kv/still", "here").text()).isEqualTo("true");
            gossip.release();

            if (more.isEmpty()) {
                assertThat(answered(gossip)).isTrue();
            }
            assertThat(agent.get("/v1/health/node/server").text()).contains("\"passing\"");
            assertThat(Knocking.resident(agent.process().pid()) - before).isLessThan(MOST_MORE_MEMORY);
            assertThat(agent.process().isRunning()).isTrue();
            assertThat(agent.process().output()).doesNotContain("a task of the gossip loop failed", "A thread failed");
            assertThat(agent.process().output().lines()).hasSizeLessThan(MOST_LINES);
        }
    }

    /// Whether a ping is answered, as soon as those who lingered are gone.
    private static boolean answered(Knocking gossip) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        byte[] answer = {};
        while (answer.length == 0 && System.nanoTime() < deadline) {
            try {
                answer = gossip.ask(PING, 1, PATIENCE);
            } catch (SocketException full) {
                Thread.sleep(20);
            }
        }
        // compressed, or bare
        return Arrays.equals(answer, new byte[] {ACK}) || Arrays.equals(answer, new byte[] {9});
    }
}
